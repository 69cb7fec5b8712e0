import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { files, loadCourse } from '../../course/course'
import { referenceOf } from '../../course/reference'
import { stubOf } from '../../course/stub'

const root = path.resolve(__dirname, '../../..')

/** A fresh copy of the course in a folder of its own, as a learner's clone would be, sharing the installed packages. */
export function courseCopy(): string {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorlings-copy-'))
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of listed.split('\0').filter((name) => name && fs.existsSync(path.join(root, name)))) {
    fs.mkdirSync(path.join(copy, path.dirname(file)), { recursive: true })
    fs.copyFileSync(path.join(root, file), path.join(copy, file))
  }
  for (const exercise of loadCourse(root).exercises) {
    fs.writeFileSync(path.join(copy, files.learners(exercise)), stubOf(referenceOf(root, exercise)))
  }
  // Whether there is an offer depends on the machine, so it has been made already.
  fs.mkdirSync(path.join(copy, '.tensorlings'))
  fs.writeFileSync(path.join(copy, '.tensorlings', 'progress.json'), JSON.stringify({ offered: true }))
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
  return copy
}
