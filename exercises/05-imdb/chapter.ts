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
    {
      file: '05-hold-out-and-curves',
      title: 'Watch it overfit',
      tier: 1,
      points: 20,
      hints: [
        'Which rows may the network learn from, and which only tell you when to stop?',
        'slice cuts an array before fitting; fitDataset takes validationData beside the epochs. The lists of a history are loss, acc, val_loss and val_acc.',
        "model.fitDataset(train, { epochs, validationData: validation }); values.indexOf(Math.min(...values)) + 1 for a loss, with Math.max for an accuracy.",
      ],
      book: '3.4, "Validating your approach"',
    },
    {
      file: '06-final-fit-and-predict',
      title: 'Stop in time, then use it',
      tier: 1,
      points: 15,
      hints: [
        'What do you have to begin with again, if a network has already been trained for too long?',
        'build() gives a new network each time. evaluateDataset gives two scalars, loss and accuracy: dispose both. A class is p compared with a threshold.',
        'await model.fitDataset(d.train, { epochs }), then (await model.evaluateDataset(d.test, {}))[1].dataSync()[0]; p.greater(threshold).toInt().squeeze([1]).',
      ],
      book: '3.4, "Using a trained network to generate predictions on new data"',
    },
    {
      file: '07-twelve-configurations',
      title: 'A grid you must read honestly',
      tier: 1,
      points: 25,
      hints: [
        'If two networks differ in two settings, and one is better: which of the two settings was it?',
        'Extend every combination so far by each value of the next axis. Train in a for loop with await. A pair are two rows that differ in one setting only.',
        'for (const [name, values] of Object.entries(axes)) all = all.flatMap((c) => values.map((value) => ({ ...c, [name]: value }))), beginning with [{}].',
      ],
      book: '3.4, "Further experiments"',
    },
  ],
  quiz: [],
} satisfies Chapter
