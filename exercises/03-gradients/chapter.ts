import type { Chapter } from '#course'

export default {
  title: 'The engine',
  exercises: ['01-nudge-one-weight', '02-finite-differences', '03-backprop-by-hand', '04-training-loop', '05-optimizers-by-hand', '06-logistic-regression'].map((file) => ({
    file, title: file, tier: 0 as const, points: 5, hints: ['', '', ''] as [string, string, string], book: '',
  })),
  quiz: [],
} satisfies Chapter
