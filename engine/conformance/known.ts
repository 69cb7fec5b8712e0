import fs from 'node:fs'
import ts from 'typescript'

/** tfjs-node's own list of what it does not promise: parts of names of specs. */
export function knownToTfjsNode(): string[] {
  return ignoreList(fs.readFileSync(require.resolve('@tensorflow/tfjs-node-gpu/dist/run_tests.js'), 'utf8'))
}

/** The strings of `var IGNORE_LIST = […]` in a source text. Throws where there is no such list, or an empty one. */
export function ignoreList(source: string): string[] {
  const file = ts.createSourceFile('run_tests.js', source, ts.ScriptTarget.Latest)
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || name.text !== 'IGNORE_LIST' || !initializer || !ts.isArrayLiteralExpression(initializer)) continue
      const list = initializer.elements.filter(ts.isStringLiteral).map(({ text }) => text)
      if (list.length > 0) return list
    }
  }
  throw new Error('tfjs-node has no IGNORE_LIST in its run_tests.js: is it another version?')
}
