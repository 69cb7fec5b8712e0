import { unwatched } from './observe'

/** What a call that throws says; nothing, when it does not throw. Whatever it leaves behind does not count. */
export function messageOf(call: () => unknown): string {
  try {
    unwatched(call)
    return ''
  } catch (error) {
    return String(error)
  }
}

/** Whether a message shows a number by itself: the 3 of `[2, 3]` or `2x3`, but not that of `31`. */
export function showsNumber(message: string, number: number): boolean {
  return new RegExp(`(?<!\\d)${number}(?!\\d)`).test(message)
}
