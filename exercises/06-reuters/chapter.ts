import type { Chapter } from '#course'

export default {
  title: 'Forty-six topics',
  exercises: [
    {
      file: '01-prepare-newswires',
      title: 'Words and topics as rows',
      tier: 0,
      points: 10,
      hints: [
        'How wide must a row of topics be, if the test part happens to lack the last one?',
        'A number less 3 is the rank of its word. One Float32Array of wires · dim zeros holds all rows: word j of wire i is at place i·dim + j.',
        'rows[i * dim + word] = 1 in two loops, then tf.tensor2d(rows, [wires, dim]); tf.oneHot(tf.tensor1d(labels, \'int32\'), classes).toFloat(), after looking for labels outside 0 … classes − 1.',
      ],
      book: '3.5, "The Reuters dataset" and "Preparing the data"',
    },
  ],
  quiz: [],
} satisfies Chapter
