import chalk from 'chalk'
import type { StructuredPatch } from 'diff'
import { paragraph } from './layout'

/** The hints read so far, the newest last. */
export function hintsText(hints: string[], isLast: boolean, width: number): string {
  const lines = hints.map((hint, i) => {
    const text = paragraph(`Hint ${i + 1}.  ${hint}`, 2, width)
    return i === hints.length - 1 ? text : chalk.dim(text)
  })
  const more = isLast ? 'That was the last one.' : ['', 'The next one costs a fifth of the points.', 'The next one costs another fifth.'][hints.length]
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

/** Markdown for a terminal: headings and code stand out, the rest is left as it was written. */
export function markdownText(markdown: string, width: number): string {
  let inCode = false
  return markdown
    .split(/\n{2,}/)
    .map((block) => {
      const fences = block.split('```').length - 1
      const code = inCode || fences > 0
      if (fences % 2 === 1) inCode = !inCode
      if (code || /^\s*([|>*-]|\d+\.)/.test(block)) return block.split('\n').map((line) => `  ${code ? chalk.cyan(line) : line}`).join('\n')
      if (block.startsWith('#')) return `  ${chalk.bold(block.replace(/^#+ /, ''))}`
      return paragraph(block.replaceAll('\n', ' '), 2, width)
    })
    .join('\n\n')
}
