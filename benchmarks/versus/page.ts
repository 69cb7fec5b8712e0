import { type ContenderName, contenderNames } from './contenders'
import { modes } from './protocol'
import { machineInWords, type Report } from './report'
import { inMarkdown } from '../table'
import { complaints, lifeTables, modeTitles, stepTable } from './tables'

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
