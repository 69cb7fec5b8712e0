import path from 'node:path'

/** The folder of the course. */
export const courseRoot = path.resolve(__dirname, '..')

/** Where an engine that is installed by command lies, below the course's folder and ignored by git. */
export function engineFolder(engine: 'tensorflow' | 'webgpu', root = courseRoot): string {
  return path.join(root, '.tensorlings', 'engine', engine)
}
