import fs from 'node:fs'
import path from 'node:path'
import type { Chapter, ExerciseText } from './chapter'

/** The chapters in order, each with its exercises in order. */
export interface Course {
  root: string
  chapters: CourseChapter[]
  exercises: Exercise[]
}

export interface CourseChapter extends Omit<Chapter, 'exercises'> {
  number: number
  /** `04-mnist` */
  folder: string
  exercises: Exercise[]
}

export interface Exercise extends ExerciseText {
  /** `4.1` */
  id: string
  /** `04-mnist/01-prepare-digits`, which is also what a spec is called in results and progress. */
  key: string
  chapter: number
}

/** Reads `exercises/<chapter>/chapter.ts` of every chapter. */
export function loadCourse(root: string): Course {
  const isChapter = (name: string) => fs.existsSync(path.join(root, 'exercises', name, 'chapter.ts'))
  const folders = fs.readdirSync(path.join(root, 'exercises')).filter(isChapter).sort()
  const chapters = folders.map((folder) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which chapters there are, is known only now
    const chapter = (require(path.join(root, 'exercises', folder, 'chapter')) as { default: Chapter }).default
    const number = Number(folder.slice(0, 2))
    const exercises = chapter.exercises.map((text) => ({
      ...text,
      id: `${number}.${Number(text.file.slice(0, 2))}`,
      key: `${folder}/${text.file}`,
      chapter: number,
    }))
    return { ...chapter, number, folder, exercises }
  })
  return { root, chapters, exercises: chapters.flatMap(({ exercises }) => exercises) }
}

/** The learner's file, the reference and the spec of an exercise, from the root. */
export const files = {
  learners: ({ key }: Exercise) => `exercises/${key}.ts`,
  spec: ({ key }: Exercise) => `exercises/${key}.spec.ts`,
  reference: ({ key }: Exercise) => `solutions/${key}.ts`,
  text: ({ key }: Exercise) => `exercises/${key.split('/')[0]}/README.md`,
}

/**
 * The exercise somebody means by `4.1`, `prepare-digits`, `01-prepare-digits`, `04-mnist/01-prepare-digits` or a
 * path to one of its files.
 */
export function findExercise(course: Course, wanted: string): Exercise | undefined {
  const name = wanted.replaceAll('\\', '/').replace(/(\.spec)?\.ts$/, '')
  const [chapter, number] = /^(\d+)\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? []
  return course.exercises.find(({ id, key, file }) => {
    if (chapter !== undefined) return id === `${chapter}.${number}`
    return name === key || name.endsWith(`exercises/${key}`) || name === file || name === file.slice(3)
  })
}

/** The chapter somebody means by `4`, `04`, `mnist` or `04-mnist`. */
export function findChapter(course: Course, wanted: string): CourseChapter | undefined {
  return course.chapters.find(({ number, folder }) => {
    return wanted === folder || wanted === folder.slice(3) || (/^\d+$/.test(wanted) && Number(wanted) === number)
  })
}
