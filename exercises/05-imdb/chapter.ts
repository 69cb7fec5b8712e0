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
        'for (const [name, values] of Object.entries(axes)) all = all.flatMap((c) => values.map((value) => ({ ...c, [name]: value }))), beginning with [{}]. A pair: rows.find((other) => other.activation === \'tanh\' && other.width === row.width && other.loss === row.loss).',
      ],
      book: '3.4, "Further experiments"',
    },
  ],
  quiz: [
    {
      kind: 'number',
      ask: 'Reviews are loaded with 10,000 words. What is the largest number that a word can have in them?',
      why: 'Numbers run from 0 to 9,999. A word has its rank plus 3, so 4 to 9,999 are the words of rank 1 to 9,996. All rarer words are 2.',
      answer: '2224e692dd785c0c',
    },
    {
      kind: 'choice',
      ask: 'In the book\'s training the validation loss is lowest after epoch 4, and the validation accuracy highest after epoch 3. How can that be?',
      options: [
        'One of the two was counted from 0.',
        'The loss also sees how sure the network is, the accuracy only who is right.',
        'Loss and accuracy were measured on different rows.',
        'It cannot be: what lowers the loss raises the accuracy.',
      ],
      why: 'The accuracy only counts who is right; the loss also counts how sure the network was. A few mistakes more can cost less, if they were made less boldly. So say which of the two you mean by "the best epoch"; the notes have both numbers in one paragraph.',
      answer: 'd90d7ddf1761f879',
    },
    {
      kind: 'choice',
      ask: 'The axis of a chart says "Loss". Its dots rise from 0.79 to 0.99; its line rises from 0.87 to 0.89 and falls to 0.87. What do you see?',
      options: [
        'A training that fails: the loss rises.',
        'A network that overfits from the first epoch on.',
        'Training and validation were swapped.',
        'An accuracy chart with the wrong label.',
      ],
      why: 'Dots are the training rows, and their loss falls with every epoch; it is their accuracy that rises to 0.99. The label was copied from the chart beside it, as in the notes.',
      answer: 'efca60efacd3c87d',
    },
    {
      kind: 'several',
      ask: 'After which of these is the test accuracy better than what to expect on new reviews? Mark all that are true.',
      options: [
        'The number of epochs was chosen by the accuracy on the test reviews.',
        'The validation reviews were trained on again, before the test.',
        'The best of twelve networks was chosen by its test accuracy.',
        'The network was measured a single time, at the end.',
      ],
      why: 'What chooses no longer measures: the best of many is good partly by luck. Training on the validation reviews in the end is fine, since they measure nothing any more.',
      answer: '3717c3c40a60af2a',
    },
    {
      kind: 'choice',
      ask: 'Of twelve networks, each trained once, the best has binary crossentropy. In pairs that differ in the loss only, mse wins 4 of 6. What does the table say about the two losses?',
      options: [
        'Binary crossentropy is better: it has the best row.',
        'Mse is better: it wins more pairs.',
        'Not much: the pairs disagree, and luck alone makes such differences.',
        'The table must be wrong.',
      ],
      why: 'One best row is one row, and 4 of 6 is what a coin often gives. For relu against tanh it is 6 of 6, which says more. To know about the losses, train each network several times.',
      answer: '7ce4d76b64c58263',
    },
  ],
} satisfies Chapter
