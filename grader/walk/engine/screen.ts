import chalk from 'chalk'
import type { Choice, EngineFinding, Examination, LayerVerdict, Machine, Usable } from '../../../engine/examine'
import { TOLERANCE } from '../../../engine/examine'
import { paragraph, plural } from '../screens/layout'
import type { Doable } from './exercises'

/** What the doctor has found: the engines on this machine, and what each can do of the course. */
export interface Report extends Examination {
  exercises: Doable[]
}

/** So many kinds of layers are listed when an engine computes them wrongly; `--json` has all. */
const MOST = 8

/** Measured factors closer to one than this are noise. */
const NOTABLE = 1.15

/** The whole report in lines no wider than the terminal. */
export function screen(report: Report, width: number): string {
  const { chosen, engines, machine, exercises } = report
  const blocks = [headline(chosen, engines, width), table(chosen, engines, width), busy(machine, width), verified(engines, width), facts(machine, engines, exercises, width), footer(engines, width)]
  return `\n${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** An engine that was measured, by name. */
type Measured = { name: EngineFinding['name'] } & Usable

const isUsable = (engine: EngineFinding): engine is Measured => engine.kind === 'usable'

function fastest(engines: EngineFinding[]): Measured | undefined {
  return engines.filter(isUsable).toSorted((a, b) => a.speed.step - b.speed.step)[0]
}

function headline(chosen: Choice, engines: EngineFinding[], width: number): string {
  if (chosen.kind === 'none') return `${chalk.red.bold('No engine trains here.')}\n${paragraph(sentence(chosen.reason), 0, width)}`
  const engine = engines.find(({ name }) => name === chosen.name)
  if (engine?.kind === 'broken') return `${chalk.red.bold(`Tensorlings would train on ${chosen.name}, but it does not work here.`)}\n${paragraph(`${sentence(engine.reason)} ${wayOut(chosen, engines)}`, 0, width)}`
  const device = engine?.kind === 'usable' ? `: ${engine.device}` : ''
  return [bold(`Tensorlings trains on ${chosen.name}${device}`, width), chalk.dim(chosen.asked ? `Because it was ${chosen.why}.` : 'It is the first in this list that starts here.'), ...advice(chosen, engines, width)].join('\n')
}

function bold(text: string, width: number): string {
  return chalk.bold(paragraph(text, 0, width))
}

/** What would be faster, as far as it was measured here. */
function advice(chosen: Choice & { kind: 'chosen' }, engines: EngineFinding[], width: number): string[] {
  const [best, mine] = [fastest(engines), engines.find(({ name }) => name === chosen.name)]
  if (!best || mine?.kind !== 'usable' || mine.speed.step < NOTABLE * best.speed.step) return []
  return [chalk.yellow(paragraph(`${best.name} trains the digits net ${ratio(mine.speed.step / best.speed.step)} times as fast here: ENGINE=${best.name} in front of a command takes it.`, 0, width))]
}

function wayOut({ name }: Choice & { kind: 'chosen' }, engines: EngineFinding[]): string {
  const best = fastest(engines)
  return best ? `${best.name} works: put ENGINE=${best.name} in front of your commands until ${name} does, too.` : ''
}

/** Widths of the columns with figures, and the gap after a name. */
const [GFLOPS, STEP, FACTOR, GAP] = [9, 13, 15, 2]

function table(chosen: Choice, engines: EngineFinding[], width: number): string {
  const name = nameWidth(engines)
  const device = Math.max(12, Math.min(width, 100) - name - GFLOPS - STEP - FACTOR)
  const best = fastest(engines)
  const figures = (gflops: string, step: string, factor: string) => gflops.padStart(GFLOPS) + step.padStart(STEP) + (factor && `   ${factor}`)
  const head = chalk.dim(`${'  engine'.padEnd(name)}${'device'.padEnd(device)}${figures('GFLOP/s', 'MNIST step', '')}`)
  const rows = engines.map((engine) => {
    const isChosen = chosen.kind === 'chosen' && chosen.name === engine.name
    const label = `${isChosen ? '▸' : ' '} ${engine.name}`.padEnd(name)
    const marked = isChosen ? chalk.green(label) : label
    if (engine.kind !== 'usable') return marked + absent(engine, name, width)
    const [first, ...rest] = lines(engine.device, device - GAP)
    const factor = engine.name === best?.name ? 'the fastest' : `${ratio(engine.speed.step / best!.speed.step)} × slower`
    const line = marked + first.padEnd(device) + figures(three(engine.speed.gflops), `${three(engine.speed.step)} ms`, factor)
    return [line, ...rest.map((more) => ' '.repeat(name) + more)].join('\n')
  })
  return [head, ...rows].join('\n')
}

/** The column of names is as wide as the labels below the table, so that all stands in line. */
function nameWidth(engines: EngineFinding[]): number {
  return Math.max(...[...engines.map(({ name }) => name), 'exercises'].map(({ length }) => length)) + 2 + GAP
}

/** Why an engine cannot be had, and the way to it. */
function absent(engine: Exclude<EngineFinding, Measured>, indent: number, width: number): string {
  const fix = engine.kind === 'unavailable' && engine.fix ? `→ ${engine.fix}` : ''
  const reason = engine.kind === 'broken' ? chalk.red(paragraph(engine.reason, indent, width).trimStart()) : paragraph(engine.reason, indent, width).trimStart()
  if (!fix) return reason
  const isShort = engine.reason.length + GAP + fix.length <= width - indent
  return `${reason}${isShort ? ' '.repeat(GAP) : `\n${' '.repeat(indent)}`}${chalk.cyan(fix)}`
}

/** Figures are worth little while others use the cores. */
function busy({ cpu }: Machine, width: number): string {
  if (cpu.load < cpu.cores) return ''
  const text = `This machine was busy when the figures were taken (load ${cpu.load.toFixed(1)} on ${cores(cpu)}): left alone, it is faster.`
  return chalk.yellow(paragraph(text, 0, width))
}

function cores({ cores }: Machine['cpu']): string {
  return plural(cores, 'core')
}

function verified(engines: EngineFinding[], width: number): string {
  return engines.flatMap((engine) => (isUsable(engine) && engine.verdicts ? [agreement(engine.name, engine.verdicts, width)] : [])).join('\n')
}

function agreement(name: string, verdicts: LayerVerdict[], width: number): string {
  const wrong = verdicts.filter(({ problems }) => problems.length > 0)
  if (wrong.length === 0) {
    return `${chalk.green('✓')} ${paragraph(`${name} computes what cpu does: output, gradients and three steps of training of ${verdicts.length} kinds of layers, to ${TOLERANCE}`, 2, width).trimStart()}`
  }
  const listed = wrong.slice(0, MOST).map(({ kind, problems }) => `    ${cut(`${kind}: ${problems.join('; ')}`, width - 4)}`)
  const more = wrong.length > MOST ? [`    … and ${wrong.length - MOST} more; --verify --json lists them all`] : []
  return [`${chalk.red('✗')} ${name} computes other numbers than cpu in ${wrong.length} of ${verdicts.length} kinds of layers:`, ...listed, ...more].join('\n')
}

function facts(machine: Machine, engines: EngineFinding[], exercises: Doable[], width: number): string {
  const { cpu, memory, gpus, node, system, arch, libc, tensorflowJs } = machine
  const native = engines.find((engine): engine is Measured => isUsable(engine) && engine.tensorflow !== undefined)?.tensorflow
  const gpu = gpus.map(({ name, driver, memory }) => [name, ...(memory ? [gigabytes(memory)] : []), ...(driver ? [`driver ${driver}`] : [])].join(', '))
  const rows: [label: string, text: string][] = [
    ['machine', `${cpu.model}, ${cores(cpu)}, ${gigabytes(memory)}`],
    ['GPU', gpu.length > 0 ? gpu.join(' · ') : 'none of NVIDIA or Apple found'],
    ['system', [system, arch, ...(libc ? [libc] : [])].join(', ')],
    ['software', [`Node ${node}`, `TensorFlow.js ${tensorflowJs}`, ...(native ? [`TensorFlow ${native}`] : [])].join(', ')],
    ...exerciseRows(exercises),
  ]
  const indent = nameWidth(engines)
  return rows.map(([label, text]) => chalk.dim(`  ${label}`.padEnd(indent)) + paragraph(text, indent, width).trimStart()).join('\n')
}

/** Engines of which the same is to be said share a line. */
function exerciseRows(exercises: Doable[]): [label: string, text: string][] {
  const byText = new Map<string, string[]>()
  for (const one of exercises) {
    const text = inWords(one)
    byText.set(text, [...(byText.get(text) ?? []), one.engine])
  }
  return [...byText].map(([text, engines], i) => [i === 0 ? 'exercises' : '', `${list(engines, 'and')}: ${text}`])
}

function inWords({ passed, failed, untried }: Doable): string {
  const all = passed.length + failed.length + untried.length
  if (untried.length === all) return 'not tried yet'
  if (passed.length === all) return `all ${all}`
  const parts = [
    `${passed.length} of ${all}`,
    ...failed.map(({ exercise, reason }) => `not ${exercise} (${reason.replace(/\.$/, '')})`),
    ...(untried.length > 0 ? [`not tried yet: ${untried.join(', ')}`] : []),
  ]
  return parts.join('; ')
}

function footer(engines: EngineFinding[], width: number): string {
  const isVerified = engines.some((engine) => isUsable(engine) && engine.verdicts)
  const hints = [
    'MNIST step: 784-512-10 learns from 128 pictures. GFLOP/s: matrix products.',
    ...(isVerified ? [] : ['Do they compute the same? npm run engine -- --verify holds each against cpu.']),
  ]
  return chalk.dim(hints.map((hint) => paragraph(hint, 0, width)).join('\n'))
}

function list(names: string[], and: string): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`
}

function lines(text: string, width: number): string[] {
  return paragraph(text, 0, width).split('\n')
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 2)} …`
}

/** Three figures that count: 1.23, 27.7, 827, 12,345. */
export function three(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

function ratio(value: number): string {
  return value < 9.95 ? value.toFixed(1) : Math.round(value).toLocaleString('en')
}

/** As memory is sold: 1 GB is 2 ** 30 bytes. */
function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 30)} GB`
}
