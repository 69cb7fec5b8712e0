import type { Chapter } from '#course'

export default {
  title: 'Two classes: movie reviews',
  exercises: [
    {
      file: '01-decode-review',
      title: 'Integers back to words',
      tier: 0,
      points: 10,
      hints: [
        'How many numbers of a review are reserved, and what does that do to all the others?',
        'The rank of a word is its number minus 3, and the number of a word its rank plus 3. A Map gives undefined where it has nothing.',
        "rev.get(number - 3) ?? '?' for each number; the other way: wordIndex[word] + 3, if that is below numWords, else 2.",
      ],
      book: '3.4, "The IMDB dataset"',
    },
    {
      file: '02-vectorize-sequences',
      title: 'Multi-hot rows',
      tier: 0,
      points: 10,
      hints: [
        'In one long list that holds all rows, one behind the other: where does column j of row i stand?',
        'A new Float32Array(n · dim) is all 0. Set place i · dim + j to 1 for each word j of review i, and look at j before you do.',
        'for (const j of seqs[i]) values[i * dim + j] = 1, then tf.tensor2d(values, [seqs.length, dim]) once, at the end.',
      ],
      book: '3.4, "Preparing the data"',
    },
    {
      file: '03-tf-idf',
      title: 'Bags with weights',
      tier: 0,
      points: 10,
      hints: [
        'Which words say more about a review: those that are in all of them, or those that are in few?',
        'df is one number for each column: in how many rows is it above 0? The length of a row is √(sum of its squares), and 0 for an empty one.',
        'tfm.greater(0).toFloat().sum(0) is df. Divide by length.add(length.equal(0).toFloat()), which puts 1 where the length is 0.',
      ],
      book: '3.4 has plain multi-hot rows; 6.1 on bags of words',
    },
    {
      file: '04-build-sentiment-net',
      title: '16-16-1',
      tier: 0,
      points: 10,
      hints: [
        'Two classes, one probability: how many units does the last layer need, and what keeps its output between 0 and 1?',
        'The first hidden layer needs inputShape: [dim]; all of them have the same activation. In the loss, clip p to 1e-7 … 1 − 1e-7 first.',
        "A dense layer of 1 unit with activation: 'sigmoid'; compile({ optimizer: 'rmsprop', loss, metrics: ['accuracy'] }). The loss is the mean of −(y·log p + (1 − y)·log(1 − p)).",
      ],
      book: '3.4, "Building your network"',
    },
  ],
  quiz: [],
} satisfies Chapter
