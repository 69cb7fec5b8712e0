import { type ContenderName, contenderNames } from './contenders'
import { modes } from './protocol'
import { machineInWords, type Report } from './report'
import { inMarkdown } from './table'
import { complaints, lifeTables, modeTitles, stepTable } from './tables'

/** The parts of docs/benchmarks.md that are written by a command; `name` is also the section's name there. */
export type PartName = 'versus' | 'book'

/** The page with a part put between its markers; none where it does not have them. */
export function withPart(page: string, name: PartName, part: string): string | undefined {
  const begin = `<!-- ${name}: written by npm run bench -- ${name} --write -->`
  const end = `<!-- /${name} -->`
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  return from < 0 || to < from ? undefined : `${page.slice(0, from + begin.length)}\n\n${part}\n\n${page.slice(to)}`
}

/** What `npm run bench -- versus --write` puts there. */
export function versusPart(report: Report): string {
  const { date, machine, rounds, contenders } = report
  const lives = lifeTables(report)
  const who = inMarkdown({ heading: ['', 'what', 'runs on'], rows: contenderNames.map((name) => [contenders[name].title, ...of(contenders[name])]) }, 'words')
  return [
    `${date}, ${machineInWords(machine)}. Medians of ${rounds} rounds, the fastest and the slowest in brackets.`,
    who,
    ...complaints(report),
    '![Time of a step as a multiple of Keras’](benchmarks.svg)',
    ...modes.flatMap((mode) => [`### ${modeTitles[mode]}, milliseconds a step`, inMarkdown(stepTable(report, mode))]),
    ...(lives ? ['### First epoch, seconds', inMarkdown(lives.firstEpoch), '### Most memory of a process, MB', inMarkdown(lives.peak)] : []),
  ].join('\n\n')
}

function of(contender: Report['contenders'][ContenderName]): [what: string, device: string] {
  return 'missing' in contender ? ['not here', ''] : [contender.what, contender.device]
}
