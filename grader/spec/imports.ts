import { holdsExam } from './pose'

/** What the judged file and the files it imports may import in an exam, besides files of their own chapter. */
const ALLOWED = ['@tensorflow/tfjs', '#spec']

/**
 * The `require` of a file that is judged. In an exam it loads neither Node's own modules, which reach into other
 * processes, nor files of the course, which tell how the problems are drawn. The transform puts it around each file.
 */
export function only(load: NodeJS.Require): (request: string) => unknown {
  if (!holdsExam) return (request) => load(request) as unknown
  return (request) => {
    if (ALLOWED.includes(request) || isOfItsChapter(request, load)) return load(request) as unknown
    const error = new Error(`it imports \`${request}\`, but in this exercise a file may import @tensorflow/tfjs, #spec and files of its own chapter`)
    error.name = 'Not allowed'
    throw error
  }
}

/** Only TypeScript, as other files are loaded as they are, with a `require` of their own. */
function isOfItsChapter(request: string, load: NodeJS.Require): boolean {
  if (!request.startsWith('./') || request.split('/').includes('..')) return false
  const file = load.resolve(request)
  return file.endsWith('.ts') && !file.endsWith('.spec.ts')
}
