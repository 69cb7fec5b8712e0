import chalk from 'chalk'
import type { StructuredPatch } from 'diff'
import { columns, paragraph } from './layout'

/** The hints read so far, the newest last, and what the next one costs unless they are `free`. */
export function hintsText(hints: string[], isLast: boolean, width: number, free = false): string {
  if (hints.length === 0) return chalk.dim('  No hint read yet: the first is free.')
  const lines = hints.map((hint, i) => {
    const text = paragraph(`Hint ${i + 1}.  ${hint}`, 2, width)
    return i === hints.length - 1 ? text : chalk.dim(text)
  })
  const more = isLast ? 'That was the last one.' : free ? 'You have passed, so hints cost nothing.' : ['', 'The next one costs a fifth of the points.', 'The next one costs another fifth.'][hints.length]
  return [...lines, chalk.dim(`  ${more}`)].join('\n')
}

/** The reference beside the learner's own answer, as a diff. */
export function solutionText({ hunks }: StructuredPatch): string {
  if (hunks.length === 0) return `  ${chalk.green('Your answer is the reference, letter by letter.')}`
  const lines = hunks.flatMap(({ oldStart, lines }) => [
    chalk.cyan(`  @@ from your line ${oldStart}`),
    ...lines.map((line) => {
      if (line.startsWith('+')) return chalk.green(`  ${line}`)
      return line.startsWith('-') ? chalk.red(`  ${line}`) : `  ${line}`
    }),
  ])
  return [`  ${chalk.red('− yours')}  ${chalk.green('+ the reference')}`, ...lines].join('\n')
}

/** Markdown for a terminal: what is marked stands out, tables are in columns, the rest is left as it was written. */
export function markdownText(markdown: string, width: number): string {
  let inCode = false
  return markdown
    .split(/\n{2,}/)
    .map((block) => {
      const fences = block.split('```').length - 1
      const code = inCode || fences > 0
      if (fences % 2 === 1) inCode = !inCode
      if (!code && block.startsWith('|')) return table(block)
      if (code || /^\s*([>*-] |\d+\.)/.test(block)) return block.split('\n').filter((line) => !line.startsWith('```')).map((line) => `  ${code ? chalk.cyan(line) : line}`).join('\n')
      if (block.startsWith('#')) return `  ${chalk.bold(block.replace(/^#+ /, ''))}`
      return paragraph(emphasised(block.replaceAll('\n', ' ')), 2, width)
    })
    .join('\n\n')
}

/** Words between stars; a star with spaces around it is one. */
function emphasised(text: string): string {
  return text.replace(/\*\*(\S[^*]*?)\*\*/g, (_, words: string) => chalk.bold(words)).replace(/\*(\S[^*]*?)\*/g, (_, words: string) => chalk.italic(words))
}

function table(block: string): string {
  const rows = block
    .split('\n')
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) => line.replace(/^\||\|\s*$/g, '').split('|').map((cell) => cell.trim()))
  const [head, ...body] = columns(rows, 4, 3).split('\n')
  return [chalk.bold(head), ...body].join('\n')
}
