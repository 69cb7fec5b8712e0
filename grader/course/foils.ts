/**
 * For each exercise and each of its traps, the edits that turn the reference into the wrong answer which the
 * trap names. `solutions/<chapter>/foils.ts` exports one.
 */
export type Foils = Record<string, Record<string, Edit | Edit[]>>

export interface Edit {
  find: string
  replace: string
}

/** `find` must occur exactly once in the reference. */
export function edit(find: string, replace: string): Edit {
  return { find, replace }
}

/** The wrong answer: the reference with its edits made, one after the other. */
export function foiled(reference: string, edits: Edit | Edit[]): string {
  return [edits].flat().reduce((source, { find, replace }) => {
    const times = source.split(find).length - 1
    if (times !== 1) throw new Error(`the edit of ${JSON.stringify(find)} must match exactly once, but matches ${times} times`)
    return source.replace(find, () => replace)
  }, reference)
}
