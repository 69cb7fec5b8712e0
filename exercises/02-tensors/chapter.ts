import type { Chapter } from '#course'

export default {
  title: 'Tensors and their operations',
  exercises: [
    {
      file: '01-ranks-and-shapes',
      title: 'Name the container',
      tier: 0,
      points: 5,
      hints: [
        'How many brackets stand in front of the first number? That is the rank.',
        'tf.scalar, tf.tensor1d, tf.tensor2d and tf.zeros make the four containers; a tensor knows its own rank, shape, size and dtype.',
        'To move an axis, name the old axes in their new order: x.transpose([0, 3, 1, 2]).',
      ],
      book: '2.2, "Data representations for neural networks"',
    },
  ],
  quiz: [],
} satisfies Chapter
