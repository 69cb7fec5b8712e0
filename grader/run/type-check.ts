import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import type { TypeNote } from './result'

/**
 * What TypeScript objects to in one file. The first call reads TensorFlow.js's types (a second or two); later
 * calls only what has changed.
 */
export function typeErrors(file: string): TypeNote[] {
  // Outside of the course there are no packages, so every import would be a complaint.
  if (!fs.existsSync(file) || path.relative(root, file).startsWith('..')) return []
  service ??= start()
  files.add(file)
  return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map((diagnostic) => {
    const { line, character } = diagnostic.file!.getLineAndCharacterOfPosition(diagnostic.start ?? 0)
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n  ')
    return { line: line + 1, column: character + 1, code: `TS${diagnostic.code}`, message }
  })
}

const root = path.resolve(__dirname, '../..')
const files = new Set<string>()
let service: ts.LanguageService | undefined

function start(): ts.LanguageService {
  const config = path.join(root, 'tsconfig.json')
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, root)
  const read = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined)
  return ts.createLanguageService({
    getScriptFileNames: () => [...files],
    getScriptVersion: (file) => (files.has(file) ? String(fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs) : '1'),
    getScriptSnapshot: (file) => {
      const text = read(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })
}
