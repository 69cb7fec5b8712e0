import { edit, type Foils } from '#course'

export default {
  '01-ranks-and-shapes': {
    'scalar-as-[1]': edit('tf.scalar(12)', 'tf.tensor1d([12]) as unknown as tf.Scalar'),
    'dimension-vs-axis': edit('rank: t.rank', 'rank: t.shape[0] ?? 0'),
    'reshape-not-transpose': edit('x.transpose([0, 3, 1, 2])', 'x.reshape([x.shape[0], x.shape[3], x.shape[1], x.shape[2]])'),
  },
} satisfies Foils
