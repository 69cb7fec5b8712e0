/** What chapters and foils are written with, as `#course`. */
export type { Chapter } from './chapter'
export { edit, type Foils } from './foils'
