import type { Chapter } from '#course'

export default {
  title: 'A number instead of a class',
  exercises: [
    {
      file: '01-feature-scaler',
      title: 'Mean 0, spread 1, training rows only',
      tier: 0,
      points: 15,
      hints: [
        'Which rows may say what the mean of a column is, and which are only scaled by it?',
        'tf.moments(x, 0) gives the mean and the variance of each column. Keep the mean and the root of the variance in the object, and use them in transform.',
        'std = variance.sqrt().where(x.max(0).greater(x.min(0)), 1); transform is x.sub(this.mean).div(this.std), inverse is x.mul(this.std).add(this.mean).',
      ],
      book: '3.6, "Preparing the data"',
    },
  ],
  quiz: [],
} satisfies Chapter
