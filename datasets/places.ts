import path from 'node:path'
import type { DataFile, Dataset, Edition, Place } from './dataset'
import { addedFolders } from './folders'

/** The folder of the course. What it remembers of its learner lies below, in `.tensorlings`. */
export const courseRoot = path.resolve(__dirname, '..')

/** Where a set is looked for, first to last. */
export function placesOf(dataset: Dataset, root: string): Place[] {
  return [
    ...userFolders(root),
    { kind: 'cache', folder: cacheFolder(dataset, root) },
    ...packageFolders(dataset, root),
  ]
}

/** The folders that the user named: by the environment variable DATA_DIR, then those added for good. */
export function userFolders(root: string): Place[] {
  const named = process.env['DATA_DIR']
  return [
    ...(named ? [{ kind: 'DATA_DIR' as const, folder: asTyped(named) }] : []),
    ...addedFolders(root).map((folder) => ({ kind: 'added folder' as const, folder })),
  ]
}

/** Where downloads go. */
export function cacheFolder({ id }: Dataset, root: string): string {
  return path.join(root, '.tensorlings', 'data', id)
}

function packageFolders({ editions }: Dataset, root: string): Place[] {
  return editions.flatMap(({ npm }) => {
    if (!npm) return []
    try {
      const manifest = require.resolve(`${npm.name}/package.json`, { paths: [root] })
      return [{ kind: 'npm package', folder: path.join(path.dirname(manifest), npm.folder), package: npm.name }]
    } catch {
      return []
    }
  })
}

/** The editions that a place may have. A package has the one it was made for. */
export function editionsIn<Decoded>(place: Place, { editions }: Dataset<Decoded>): Edition<Decoded>[] {
  return place.package === undefined ? editions : editions.filter(({ npm }) => npm?.name === place.package)
}

/** The paths at which a place may have a file: in a folder named after the set or directly, plain or packed. */
export function candidates(place: Place, { id }: Dataset, { name, packaged = name }: DataFile): string[] {
  const { folder } = place
  if (place.package !== undefined) return [path.join(folder, packaged), path.join(folder, `${packaged}.gz`)]
  return [path.join(folder, id), folder].flatMap((inside) => [path.join(inside, name), path.join(inside, `${name}.gz`)])
}

/** A path typed by the user. npm runs scripts from the root of the course, and tells where the user stood. */
export function asTyped(folder: string): string {
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), folder)
}
