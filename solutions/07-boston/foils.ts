import { edit, type Foils } from '#course'

export default {
  '01-feature-scaler': {
    'test-statistics': edit('x.sub(this.mean).div(this.std)', 'x.sub(x.mean(0)).div(tf.moments(x, 0).variance.sqrt())'),
    'whole-matrix': edit('tf.moments(x, 0)', 'tf.moments(x)'),
    'sample-std': edit('variance.sqrt()', 'variance.mul(x.shape[0] / (x.shape[0] - 1)).sqrt()'),
    'divide-by-variance': edit('variance.sqrt()', 'variance'),
    'zero-variance': edit('variance.sqrt().where<tf.Tensor1D>(x.max(0).greater(x.min(0)), 1)', 'variance.sqrt() as tf.Tensor1D'),
  },
} satisfies Foils
