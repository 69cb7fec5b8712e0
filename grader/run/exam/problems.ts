import type { Goal, ProblemKind, ProblemName } from '../../spec/exam'

/** How the rows of each problem are drawn. Nothing here knows which rows are handed out and which labels are kept. */

/** Numbers in [0, 1), all equally likely. */
export type Draw = () => number

/** One row and what belongs to it: a class number, or a number. */
export interface Example {
  x: number[]
  y: number
}

export interface Problem {
  kind: ProblemKind
  columns: number
  /** How many classes there are; 1 for a number. */
  classes: number
  /** The test score that a card asks for: well above what a dumb rule reaches, well below what regularised networks do. */
  goal: Goal
  example(draw: Draw): Example
}

export const problems: Record<ProblemName, Problem> = {
  moons: { kind: 'binary', columns: 20, classes: 2, goal: { atLeast: 0.68 }, example: moons },
  glyphs: { kind: 'multiclass', columns: 64, classes: 4, goal: { atLeast: 0.72 }, example: glyph },
  scales: { kind: 'regression', columns: 12, classes: 1, goal: { atMost: 4.7 }, example: scales },
}

/**
 * Two half moons that reach into each other, seen from 20 sides: each column is where the point falls on another
 * line, with noise. One label in six is wrong.
 */
function moons(draw: Draw): Example {
  const moon = Number(draw() < 0.5)
  const angle = Math.PI * draw()
  const [right, up] = moon === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)]
  const side = (j: number) => (Math.PI * j) / 20
  const x = Array.from({ length: 20 }, (_, j) => right * Math.cos(side(j)) + up * Math.sin(side(j)) + normal(draw, 0, 0.4))
  return { x, y: draw() < 1 / 6 ? 1 - moon : moon }
}

const GLYPHS = [
  ['.....', '.....', '#....', '#....', '#....', '#....', '####.', '.....'],
  ['.....', '.....', '####.', '..#..', '.#...', '#....', '####.', '.....'],
  ['.....', '.....', '####.', '#..#.', '#..#.', '#..#.', '####.', '.....'],
  ['.....', '.....', '#..#.', '#..#.', '.##..', '#..#.', '#..#.', '.....'],
]

/**
 * One of four signs on 8 by 8 pixels, here or a pixel further right, in more or less ink. Every square of 2 by 2 pixels
 * is lit by itself. One label in six is a guess.
 */
function glyph(draw: Draw): Example {
  const sign = Math.floor(4 * draw())
  const left = 1 + Math.floor(2 * draw())
  const ink = 0.6 + 0.4 * draw()
  const light = Array.from({ length: 16 }, () => normal(draw, 0, 0.4))
  const x = Array.from({ length: 64 }, (_, i) => {
    const [row, column] = [Math.floor(i / 8), i % 8]
    const isInk = GLYPHS[sign][row][column - left] === '#'
    return (isInk ? ink : 0) + light[4 * (row >> 1) + (column >> 1)] + normal(draw, 0, 0.1)
  })
  return { x, y: draw() < 1 / 6 ? Math.floor(4 * draw()) : sign }
}

/** A number that hangs on five of twelve columns, each in a unit of its own. Column 7 is in the millions, and useless. */
function scales(draw: Draw): Example {
  const z = Array.from({ length: 12 }, () => normal(draw, 0, 1))
  const y = 50 + 6 * Math.tanh(1.5 * z[0]) + 4 * z[1] + 4 * z[2] * Math.sign(z[3]) + 3 * Math.cos(2 * z[4]) + normal(draw, 0, 3)
  const units = [[0, 1], [300, 40], [0.02, 0.005], [0, 2], [-5, 1], [10, 3], [0, 0.1], [0, 1e6], [7, 7], [0, 0.3], [-90, 25], [1, 1]]
  return { x: z.map((value, j) => units[j][0] + units[j][1] * value), y }
}

/** A normally distributed number (Box–Muller; 1 − u keeps the logarithm away from 0). */
function normal(draw: Draw, mean: number, sd: number): number {
  return mean + sd * Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
}
