import fs from 'node:fs'
import path from 'node:path'
import { type Course, type Exercise, files } from './course'

/** The part of the chapter's text that belongs to an exercise, from its heading `## 4.1 …` to the next, as Markdown. */
export function sectionOf(course: Course, exercise: Exercise): string {
  const lines = fs.readFileSync(path.join(course.root, files.text(exercise)), 'utf8').split('\n')
  const begin = lines.findIndex((line) => line.startsWith(`## ${exercise.id} `))
  if (begin < 0) return ''
  const length = lines.slice(begin + 1).findIndex((line) => line.startsWith('## '))
  return lines.slice(begin + 1, length < 0 ? undefined : begin + 1 + length).join('\n').trim()
}

/** The first paragraph of a section: what the exercise is about, in a few lines. */
export function openingOf(section: string): string {
  return section.split(/\n\s*\n/)[0]?.replaceAll('\n', ' ') ?? ''
}
