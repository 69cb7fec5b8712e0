import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ContenderName } from './contenders'
import type { Lives } from './lives'
import type { Measurements, Times } from './measure'
import { withPart } from '../page'
import { versusPart } from './page'
import { picture } from './picture'
import { means, type Report, spread, workloadReport } from './report'
import { figure, inColumns, inMarkdown } from '../table'
import { complaints, lifeTables, recurrentTable, stepTable } from './tables'
import { workloads } from './workloads'

const times = (...train: number[]): Times => ({ kind: 'measured', train, evaluate: train.map((ms) => ms / 2), predict: train.map((ms) => ms / 4) })
const lived = (seconds: number, bytes: number): Lives => ({ kind: 'lived', firstEpoch: [seconds], peak: [bytes] })

const mnist = workloadReport(
  workloads[0],
  { eager: times(20, 24, 22), compiled: times(5, 6, 5.5), keras: times(10, 12, 11), torch: times(2.5, 3, 2.75) },
  { eager: lived(2, 7e8), compiled: lived(1, 7.7e8), keras: lived(3, 9e8), torch: lived(1, 8e8) },
)
const lstm = workloadReport(
  workloads[6],
  { eager: times(550, 560, 540), compiled: times(80, 84, 82), keras: times(40, 42, 41), torch: { kind: 'failed', reason: 'out of memory | and luck' } } satisfies Measurements,
  {},
)

const here = (name: ContenderName) => ({ title: name, what: `${name} 1.0`, device: 'CPU' })
const report: Report = {
  date: '2026-11-23',
  machine: { node: '24', system: 'Linux', arch: 'x64', tensorflowJs: '4.22.0', cpu: { model: 'Fast & Sons', cores: 2, load: 0.1 }, memory: 25e9, gpus: [] },
  rounds: 3,
  contenders: { eager: here('eager'), compiled: here('compiled'), keras: here('keras'), torch: here('torch') },
  workloads: [mnist, lstm],
  means: means([mnist, lstm]),
  leftOut: [],
}

describe('the report of nine nets', () => {
  it('has the middle, the fastest and the slowest of a time', () => {
    assert.deepEqual(spread([3, 1, 2]), { median: 2, least: 1, most: 3, all: [3, 1, 2] })
  })

  it('has ratios round by round, and their geometric mean over the nets that both finished', () => {
    assert.deepEqual(mnist.ratios.train.map(({ ratio }) => ratio), [0.25, 0.5, 2])
    assert.deepEqual(lstm.ratios.train.map(({ of, to, ratio }) => [of, to, Number(ratio.toFixed(2))]), [['compiled', 'eager', 0.15], ['compiled', 'keras', 2]])
    const [, keras, torch] = report.means.train
    assert.ok(Math.abs(keras.ratio - 1) < 1e-9, 'of 0.5 and 2')
    assert.deepEqual([keras.over, torch.over, torch.ratio], [2, 1, 2])
  })

  it('shows them in a table, with a contender that failed', () => {
    assert.deepEqual(stepTable(report, 'train').rows, [
      ['mnist', '22.0 (20.0–24.0)', '5.50 (5.00–6.00)', '11.0 (10.0–12.0)', '2.75 (2.50–3.00)', '0.25', '0.50', '2.00'],
      ['lstm', '550 (540–560)', '82.0 (80.0–84.0)', '41.0 (40.0–42.0)', 'failed', '0.15', '2.00', ''],
      ['geometric mean', '', '', '', '', '0.19', '1.00', '2.00'],
    ])
    assert.equal(complaints(report).length, 1)
    assert.match(complaints(report)[0], /^PyTorch failed at lstm: out of memory/)
  })

  it('shows recurrent nets beside Keras, each mode in a column', () => {
    const { heading, rows } = recurrentTable(report)
    assert.deepEqual(heading, ['', 'eager', 'compiled', 'Keras', 'training : Keras', 'evaluation : Keras', 'prediction : Keras'])
    assert.deepEqual(rows[0].slice(0, 5), ['dense 784-512-10', '22.0', '5.50', '11.0', '0.50'])
    assert.deepEqual(rows[2].slice(0, 5), ['geometric mean', '', '', '', '1.00'])
  })

  it('shows first epochs and memory, where they were measured', () => {
    const { firstEpoch, peak } = lifeTables(report)!
    assert.deepEqual(firstEpoch.rows, [['mnist', '2.00', '1.00', '3.00', '1.00', '0.50'], ['lstm', '–', '–', '–', 'failed', '']])
    assert.deepEqual(peak.rows[0], ['mnist', '700', '770', '900', '800', '1.10'])
    assert.equal(lifeTables({ workloads: [lstm] }), undefined)
  })

  it('says who is missing', () => {
    const without = { ...report, contenders: { ...report.contenders, keras: { title: 'Keras', missing: 'Python is not installed.' } } }
    assert.equal(complaints(without)[0], 'Keras is not in it: Python is not installed.')
    assert.match(versusPart(without), /\| Keras \| not here \|/)
  })

  it('says which steps were not compiled, and why', () => {
    const stateful = workloadReport(workloads[7], { compiled: { ...times(5, 6), uncompiled: 'training of model1: it keeps tensors' } }, {})
    assert.deepEqual(complaints({ ...report, workloads: [stateful] }), ['tensorflow compiled did not compile all of gru, training of model1: it keeps tensors'])
  })

  it('gives figures three digits', () => {
    assert.deepEqual([0.734, 7.34, 73.44, 734.4].map(figure), ['0.73', '7.34', '73.4', '734'])
  })
})

describe('a table', () => {
  const table = { heading: ['', 'long heading'], rows: [['a|b', '1'], ['c', '12']] }

  it('has its columns side by side in a terminal', () => {
    assert.equal(inColumns(table), ['     long heading', 'a|b             1', 'c              12'].join('\n'))
  })

  it('is Markdown on a page', () => {
    assert.equal(inMarkdown(table), ['|  | long heading |', '|---|--:|', '| a\\|b | 1 |', '| c | 12 |'].join('\n'))
    assert.match(inMarkdown(table, 'words'), /\|---\|---\|/)
  })
})

describe('the page', () => {
  const page = 'Before\n\n<!-- versus: written by npm run bench -- versus --write -->\n\nold\n\n<!-- /versus -->\n\nAfter\n'

  it('gets a part between its marks, again and again', () => {
    const once = withPart(page, 'versus', 'new')!
    assert.equal(once, page.replace('old', 'new'))
    assert.equal(withPart(once, 'versus', 'new'), once)
  })

  it('without the marks is left alone', () => {
    assert.equal(withPart(page, 'book', 'new'), undefined)
  })

  it('tells of a machine that was busy', () => {
    assert.doesNotMatch(versusPart(report), /other programs were at work/)
    const busy = { ...report, machine: { ...report.machine, cpu: { ...report.machine.cpu, load: 1.5 } } }
    assert.match(versusPart(busy), /other programs were at work \(load 1\.5\), so times are rough/)
  })
})

describe('the picture', () => {
  const svg = picture(report)
  const marks = (text: string, colour: string) => text.match(new RegExp(`<g fill="${colour}"><line`, 'g'))?.length ?? 0

  it('has a mark for each net, each kind of work and each contender that finished', () => {
    // Two nets, three panels; PyTorch failed at one of the nets.
    assert.deepEqual(['#0b6bcb', '#c8102e', '#e07b00'].map((colour) => marks(svg, colour)), [6, 6, 3])
  })

  it('is well-formed: text is escaped, every element is closed', () => {
    assert.match(svg, /Fast &amp; Sons/)
    const opened = [...svg.matchAll(/<([a-z]+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).map(([, name]) => name)
    const closed = [...svg.matchAll(/<\/([a-z]+)>/g)].map(([, name]) => name)
    assert.deepEqual(opened.toSorted(), closed.toSorted())
  })

  it('puts Keras at one, and who is faster to the left of it', () => {
    const [panel] = svg.split('Evaluation')
    const x = (colour: string) => Number(new RegExp(`<g fill="${colour}"><line[^>]*/><(?:path d="M|rect x=")([\\d.]+)`).exec(panel)?.[1])
    assert.ok(x('#0b6bcb') < x('#c8102e'), `${x('#0b6bcb')} is not to the left of ${x('#c8102e')}`)
  })

  it('is drawn also when Keras is missing or nothing was measured', () => {
    assert.equal(marks(picture({ ...report, workloads: [] }), '#0b6bcb'), 0)
  })
})
