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
        'Write a tensor down in brackets: how many of them stand in front of the first number? That is its rank.',
        'tf.scalar, tf.tensor1d, tf.tensor2d and tf.zeros or tf.ones make the four containers; a tensor knows its own rank, shape, size and dtype.',
        'To move an axis, name the old axes in their new order: x.transpose([0, 3, 1, 2]).',
      ],
      book: '2.2, "Data representations for neural networks"',
    },
    {
      file: '02-slice-and-batch',
      title: 'Cut digits and batches',
      tier: 0,
      points: 10,
      hints: [
        'How many batches of 4 does it take to hold 10 rows, and how many rows are left for the last one?',
        'Batch i begins at row i · size. x.slice takes two lists with one entry for each axis: where to begin, and how many to take. Math.ceil(n / size) counts the batches.',
        'A batch has Math.min(size, n − begin) rows. x.slice([begin, 0, 0], [rows, 28, 28]); the centre is x.slice([0, 7, 7], [n, 14, 14]).',
      ],
      book: '2.2, "Manipulating tensors in Numpy" and "The notion of data batches"',
    },
    {
      file: '03-elementwise-and-broadcast',
      title: 'relu, plus, and stretching shapes',
      tier: 0,
      points: 10,
      hints: [
        'Write the two shapes below each other, right-aligned. Which numbers meet, and which meet nothing?',
        'map makes new arrays, Math.max compares with 0. Fill the shorter shape with 1s on the left; then both have as many axes.',
        'For two lengths p and q that meet: p === q || p === 1 || q === 1, and the sum has Math.max(p, q). For addRow, compare v.size with m.shape[1] first: m.add(v) would stretch a v of length 1.',
      ],
      book: '2.3, "Element-wise operations" and "Broadcasting"',
    },
    {
      file: '04-dot-products',
      title: 'Vector, matrix, and beyond',
      tier: 0,
      points: 10,
      hints: [
        'How many numbers does [1, −1]·[1, 0] give: two, or one?',
        'A matrix times a vector is a vector times a vector, for each row. A tensor of rank 4 is a long matrix whose rows are sorted into boxes: reshape takes them out and puts them back.',
        'a.reshape([-1, inner]).matMul(b.reshape([inner, -1])).reshape([...a.shape.slice(0, -1), ...b.shape.slice(1)]), in tf.tidy, once the lengths are known to fit.',
      ],
      book: '2.3, "Tensor dot" and "Tensor reshaping"',
    },
    {
      file: '05-dense-forward',
      title: 'One layer from three operations',
      tier: 0,
      points: 15,
      hints: [
        'x is [n, inputs] and W is [inputs, units]. In which order do they fit together?',
        'matMul, then add, then the activation. For two layers, put the first formula into the second: (x·W₁ + b₁)·W₂ + b₂, and multiply it out.',
        'x.matMul(W).add(b).relu(). Go through the layers: W = W.matMul(next.W), b = b.dot(next.W).add(next.b), beginning with clones of the first, all of it in tf.tidy.',
      ],
      book: '2.3, "The gears of neural networks: tensor operations"',
    },
    {
      file: '06-tidy-up',
      title: 'Do not leak the GPU',
      tier: 0,
      points: 10,
      hints: [
        'x.sub(mean).div(std) makes two tensors. Who still needs the first one when the second is there?',
        'tf.tidy(() => …) frees every tensor made inside, except what the function returns. Where a sum is replaced again and again, dispose the old one. tf.memory() has numTensors and numBytes.',
        'const result = tf.tidy(() => { const given = f(); if (given instanceof Promise) throw new TypeError(…); after = tf.memory(); return given }): when f throws, tidy frees what it made. For constant columns: std.where(x.max(0).greater(x.min(0)), 1).',
      ],
      book: '3.6, "Preparing the data", on standard scores',
    },
  ],
  quiz: [
    {
      kind: 'number',
      ask: 'The 784 pixels of one digit are stored as a vector. What is the rank of this tensor?',
      why: 'It has one axis, so its rank is 1. The 784 is the length of that axis. People also speak of a 784-dimensional vector: the word dimension is used for both, so ask which one is meant.',
      answer: '53fe84dc88bd15ab',
    },
    {
      kind: 'several',
      ask: 'Which of these are stored as a tensor of rank 4? Mark all that are.',
      options: [
        '1,000 houses with 13 numbers each',
        '500 colour pictures',
        '200 days of weather, 24 hours a day, 14 numbers an hour',
        '8 colour films',
        '60,000 grey pictures, with an axis for their one channel',
      ],
      why: 'Pictures are [samples, height, width, channels], rank 4, also with a single channel. Houses are vectors (rank 2), weather is a timeseries (3), and films have an axis of frames as well (5).',
      answer: '02460f40299811ba',
    },
    {
      kind: 'choice',
      ask: 'Which of these shapes cannot be added to a tensor of shape [64, 28, 28]?',
      options: ['[28]', '[28, 28]', '[64]', '[64, 1, 1]'],
      why: 'Shapes are aligned on the right, so the 64 meets a 28 and does not fit. [64, 1, 1] does: its 64 meets the 64, and an axis of length 1 fits any other.',
      answer: 'd75e45b2e90088dc',
    },
    {
      kind: 'order',
      ask: 'What does one unit of a dense layer with relu do with a row of inputs? Put the steps in order.',
      options: [
        'add the bias',
        'make the number 0 if it is negative',
        'multiply each input by its weight',
        'sum the products',
      ],
      why: 'Multiply and sum, which is the dot product; then the bias; then relu. In formulas: relu(x·W + b). The bias comes before relu, so it decides from which sum on the unit responds.',
      answer: '2ef3e04660df20df',
    },
    {
      kind: 'number',
      ask: 'A function makes 4 tensors and returns the last one. It knows neither tf.tidy nor dispose. You call it 100 times and dispose each result. How many tensors are left behind?',
      why: 'Each call leaves the 3 tensors that nobody can reach any more, so 300. Inside tf.tidy they would have been freed, and only the returned one would have survived.',
      answer: '7a44d60a974f4c39',
    },
  ],
} satisfies Chapter
