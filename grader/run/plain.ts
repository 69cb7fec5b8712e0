import { stripVTControlCharacters } from 'node:util'

/** Text without what would move the cursor, clear the screen or ring the bell of whoever reads it. */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return stripVTControlCharacters(text).replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, '')
}
