import { type ContenderName, contenderNames, titles } from './contenders'
import { type Mode, modes } from './protocol'
import { machineInWords, type Report, type WorkloadReport } from './report'
import { modeTitles } from './tables'

/** Told apart by shape as well as by colour. */
const marks: Record<ContenderName, { colour: string; shape(x: number, y: number): string }> = {
  eager: { colour: '#8a8f98', shape: (x, y) => `<circle cx="${x}" cy="${y}" r="4.5"/>` },
  compiled: { colour: '#0b6bcb', shape: (x, y) => `<path d="M${x} ${y - 6.5}L${x + 6.5} ${y}L${x} ${y + 6.5}L${x - 6.5} ${y}Z"/>` },
  keras: { colour: '#c8102e', shape: (x, y) => `<rect x="${x - 1.5}" y="${y - 9}" width="3" height="18"/>` },
  torch: { colour: '#e07b00', shape: (x, y) => `<path d="M${x} ${y - 5.5}L${x + 5.5} ${y + 4.5}L${x - 5.5} ${y + 4.5}Z"/>` },
}

const [LEFT, TOP, ROW, PANEL, GAP] = [70, 92, 26, 262, 36]
const TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]

/**
 * Times of all contenders as multiples of Keras' on a logarithmic axis, a row a workload, a panel each for training,
 * evaluation and prediction; a thin line from the fastest round to the slowest. SVG, as text.
 */
export function picture({ workloads, contenders, machine, date, rounds }: Report): string {
  const here = contenderNames.filter((name) => !('missing' in contenders[name]))
  const [low, high] = range(workloads)
  const width = LEFT + modes.length * PANEL + (modes.length - 1) * GAP + 26
  const bottom = TOP + workloads.length * ROW
  const height = bottom + 58
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#24292f">`,
    `<title>Time of a step, as a multiple of Keras'</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, 24, 'Time of a step, as a multiple of Keras’ (to the left is faster)', 'font-size="15" font-weight="600"'),
    legend(here),
    ...workloads.map(({ name }, row) => text(LEFT - 10, middle(row) + 4, name, 'text-anchor="end"')),
    ...modes.map((mode, i) => panel(workloads, mode, here, LEFT + i * (PANEL + GAP), bottom, low, high)),
    text(LEFT, height - 12, `${date}, ${machineInWords(machine)}; median of ${rounds} rounds, fastest to slowest.`, 'font-size="11" fill="#57606a"'),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

function middle(row: number): number {
  return TOP + (row + 0.5) * ROW
}

function legend(here: readonly ContenderName[]): string {
  let x = LEFT + 6
  return here
    .map((name) => {
      const drawn = `<g fill="${marks[name].colour}">${marks[name].shape(x, 48)}</g>${text(x + 12, 52, titles[name])}`
      x += 34 + 6.6 * titles[name].length
      return drawn
    })
    .join('')
}

function panel(workloads: readonly WorkloadReport[], mode: Mode, here: readonly ContenderName[], left: number, bottom: number, low: number, high: number): string {
  const at = (multiple: number) => round(left + (PANEL * Math.log(multiple / low)) / Math.log(high / low))
  const lines = TICKS.filter((tick) => tick >= low && tick <= high).map((tick) => {
    const stroke = tick === 1 ? 'stroke="#8a8f98"' : 'stroke="#e3e6ea"'
    return `<line x1="${at(tick)}" y1="${TOP}" x2="${at(tick)}" y2="${bottom}" ${stroke}/>${text(at(tick), bottom + 16, `${tick}×`, 'text-anchor="middle" font-size="11" fill="#57606a"')}`
  })
  const points = workloads.flatMap(({ results }, row) => {
    const keras = results.keras?.kind === 'measured' ? results.keras[mode].median : undefined
    if (keras === undefined) return []
    // The one that the page is about is drawn last, over the others.
    return [...here.filter((name) => name !== 'compiled'), ...here.filter((name) => name === 'compiled')].flatMap((name) => {
      const result = results[name]
      if (result?.kind !== 'measured') return []
      const { median, least, most } = result[mode]
      const [x, from, to] = [median, least, most].map((ms) => at(Math.min(high, Math.max(low, ms / keras))))
      const { colour, shape } = marks[name]
      return [`<g fill="${colour}"><line x1="${from}" y1="${middle(row)}" x2="${to}" y2="${middle(row)}" stroke="${colour}" stroke-opacity="0.45" stroke-width="2"/>${shape(x, middle(row))}</g>`]
    })
  })
  return [text(left, TOP - 10, modeTitles[mode], 'font-weight="600"'), `<rect x="${left}" y="${TOP}" width="${PANEL}" height="${bottom - TOP}" fill="none" stroke="#e3e6ea"/>`, ...lines, ...points].join('\n')
}

/** Ticks around all medians, and a little more. */
function range(workloads: readonly WorkloadReport[]): [low: number, high: number] {
  const multiples = workloads.flatMap(({ results }) =>
    modes.flatMap((mode) => {
      const { keras } = results
      if (keras?.kind !== 'measured') return []
      return Object.values(results).flatMap((result) => (result.kind === 'measured' ? [result[mode].median / keras[mode].median] : []))
    }),
  )
  const [least, most] = [Math.min(1, ...multiples), Math.max(1, ...multiples)]
  return [TICKS.findLast((tick) => tick <= least / 1.1) ?? TICKS[0], TICKS.find((tick) => tick >= most * 1.1) ?? TICKS.at(-1)!]
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function text(x: number, y: number, content: string, attributes = ''): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escaped}</text>`
}
