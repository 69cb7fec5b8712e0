import { spawn } from 'node:child_process'
import type { Terminal } from './terminal'

/**
 * Opens a file at a line in the learner's editor. An editor of the terminal gets the screen until it is closed.
 * @returns what went wrong, in a sentence
 */
export async function openInEditor(terminal: Terminal, file: string, line: number): Promise<string | undefined> {
  const editor = editorOf(process.env)
  if (!editor) return `No editor is set. Open ${file} yourself, or start the walk with VISUAL=code (or vim, nano, …) in front.`
  const { getEditorInfo } = await import('open-editor')
  const { binary, arguments: args, isTerminalEditor } = getEditorInfo([{ file, line, column: 1 }], { editor })
  const [command, ...first] = binary.split(' ')
  const open = () => started(command, [...first, ...args], isTerminalEditor)
  const isOpen = await (isTerminalEditor ? terminal.lend(open) : open())
  return isOpen ? undefined : `\`${editor}\` could not be started. Open ${file} yourself, or set VISUAL to another editor.`
}

/** Starts an editor; one of the terminal is waited for, however it ends. */
function started(command: string, args: string[], isTerminalEditor: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: isTerminalEditor ? 'inherit' : 'ignore',
      detached: !isTerminalEditor,
      // Editors are often .cmd files there.
      shell: process.platform === 'win32',
    })
    child.once('error', () => resolve(false))
    if (isTerminalEditor) {
      child.once('exit', () => resolve(true))
    } else {
      child.once('spawn', () => {
        child.unref()
        resolve(true)
      })
    }
  })
}

/** What npm puts into EDITOR when nobody has set it. */
const NPMS_OWN = ['vi', 'notepad.exe']

function editorOf({ VISUAL, EDITOR, TERM_PROGRAM }: NodeJS.ProcessEnv): string | undefined {
  if (VISUAL) return VISUAL
  if (EDITOR && !NPMS_OWN.includes(EDITOR)) return EDITOR
  return TERM_PROGRAM === 'vscode' ? 'code' : undefined
}
