import type { Terminal } from './terminal'

/**
 * Opens a file at a line in the learner's editor. An editor of the terminal gets the screen until it is closed.
 * @returns what went wrong, in a sentence
 */
export async function openInEditor(terminal: Terminal, file: string, line: number): Promise<string | undefined> {
  const editor = process.env['VISUAL'] || process.env['EDITOR']
  if (!editor) return `No editor is set. Open ${file} yourself, or start the walk with EDITOR=code (or vim, nano, …) in front.`
  const { default: openEditor, getEditorInfo } = await import('open-editor')
  const place = [{ file, line, column: 1 }]
  try {
    const { isTerminalEditor } = getEditorInfo(place, { editor })
    const open = () => openEditor(place, { editor, wait: isTerminalEditor })
    await (isTerminalEditor ? terminal.lend(open) : open())
    return undefined
  } catch {
    return `\`${editor}\` could not be started. Open ${file} yourself, or set EDITOR to another one.`
  }
}
