import type { Terminal } from './terminal'

/**
 * Opens a file at a line in the learner's editor. An editor of the terminal gets the screen until it is closed.
 * @returns what went wrong, in a sentence
 */
export async function openInEditor(terminal: Terminal, file: string, line: number): Promise<string | undefined> {
  const editor = editorOf(process.env)
  if (!editor) return `No editor is set. Open ${file} yourself, or start the walk with VISUAL=code (or vim, nano, …) in front.`
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

/** What npm puts into EDITOR when nobody has set it. */
const NPMS_OWN = ['vi', 'notepad.exe']

function editorOf({ VISUAL, EDITOR, TERM_PROGRAM }: NodeJS.ProcessEnv): string | undefined {
  if (VISUAL) return VISUAL
  if (EDITOR && !NPMS_OWN.includes(EDITOR)) return EDITOR
  return TERM_PROGRAM === 'vscode' ? 'code' : undefined
}
