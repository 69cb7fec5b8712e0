import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import type { Contract, Promised } from '../spec/host'

const contracts = new Map<string, Contract>()

/**
 * What the exported functions of an exercise promise to give, read from the signatures of its reference; so it
 * does not matter how the learner has typed them. `file` is any copy of the exercise: its chapter and name count.
 */
export function contractOf(file: string): Contract {
  const [name, chapter] = [path.basename(file), path.basename(path.dirname(file))]
  const reference = path.resolve(__dirname, '../../solutions', chapter, name)
  let contract = contracts.get(reference)
  if (!contract) {
    contract = fs.existsSync(reference) ? read(fs.readFileSync(reference, 'utf8')) : {}
    contracts.set(reference, contract)
  }
  return contract
}

function read(source: string): Contract {
  const { statements } = ts.createSourceFile('reference.ts', source, ts.ScriptTarget.Latest)
  const interfaces = new Set(statements.filter(ts.isInterfaceDeclaration).map(({ name }) => name.text))
  const contract: Contract = {}
  for (const node of statements.filter(ts.isFunctionDeclaration)) {
    const isExported = ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (node.name && isExported) contract[node.name.text] = promised(node.type, interfaces)
  }
  return contract
}

function promised(type: ts.TypeNode | undefined, interfaces: Set<string>): Promised {
  if (type && ts.isTypeReferenceNode(type) && nameOf(type) === 'Promise') {
    return { async: true, returns: kind(type.typeArguments?.[0], interfaces) }
  }
  return { async: false, returns: kind(type, interfaces) }
}

function kind(type: ts.TypeNode | undefined, interfaces: Set<string>): Promised['returns'] {
  if (!type) return 'anything'
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type)) return 'array'
  if (ts.isTypeLiteralNode(type)) return 'object'
  if (ts.isTypeReferenceNode(type)) {
    if (interfaces.has(nameOf(type))) return 'object'
    return /^tf\.(Scalar|Tensor\dD|Tensor)$/.test(nameOf(type)) ? 'tensor' : 'anything'
  }
  switch (type.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return 'number'
    case ts.SyntaxKind.BooleanKeyword:
      return 'boolean'
    case ts.SyntaxKind.StringKeyword:
      return 'string'
    default:
      return 'anything'
  }
}

function nameOf(type: ts.TypeReferenceNode): string {
  const name = type.typeName
  return ts.isIdentifier(name) ? name.text : `${(name.left as ts.Identifier).text}.${name.right.text}`
}
