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
    {
      file: '02-train-newswires',
      title: 'Which of 46?',
      tier: 1,
      points: 20,
      hints: [
        'Which rows may decide how many epochs are enough, and which rows may the network learn from while that is decided?',
        'tf.split(x, [held, n − held]) cuts rows in two; validationData: [xVal, yVal] measures after each epoch. The lowest val_loss is at place indexOf(min), epoch indexOf(min) + 1.',
        "const { history } = await model.fit(x, y, { epochs, batchSize, validationData: [xVal, yVal] }); history['val_loss'] and history['val_acc']. For topK: tf.topk(p, k) gives values and indices.",
      ],
      book: '3.5, "Building your network" to "Generating predictions on new data"',
    },
    {
      file: '03-shuffled-baseline',
      title: 'What chance would score',
      tier: 0,
      points: 5,
      hints: [
        'If one wire in three is about the same topic, how often do two wires that are drawn at random agree?',
        'Go from the last place to the first and swap each with a place drawn from those up to it, itself included. A class with share s matches itself in s · s of all cases.',
        'const j = Math.floor(random() * (i + 1)); [order[i], order[j]] = [order[j], order[i]] on a copy; counts.reduce((sum, count) => sum + (count / rows) ** 2, 0).',
      ],
      book: '3.5, the paragraph on a random baseline before "Generating predictions on new data"',
    },
    {
      file: '04-sparse-labels',
      title: 'Class numbers instead of rows',
      tier: 0,
      points: 10,
      hints: [
        'Of all the terms of −Σ y·log p, which one is left when y is a row with a single 1?',
        'Pick one probability from each row: make the one-hot rows inside and sum, or read the numbers and take p[i][y[i]]. To compile again, name the loss, the metrics and the optimizer that is there.',
        "tf.oneHot(y, classes).mul(p).sum(1).clipByValue(1e-7, 1).log().neg().mean(); m.compile({ optimizer: m.optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] }).",
      ],
      book: '3.5, "A different way to handle the labels and the loss"',
    },
    {
      file: '05-bottleneck-and-sweep',
      title: 'Four units for 46 topics',
      tier: 1,
      points: 20,
      hints: [
        'If two networks differ in their width and in their batch size, which of the two made the difference?',
        'Only the second hidden layer shrinks; epochs and batch are passed on as they came. Await each training before the next one begins, and compare the best epoch of each.',
        "history['val_acc'] is the curve; peak: Math.max(...curve) and curve.indexOf(it) + 1; in sweep, two nested loops with `await train(new Array(depth).fill(width), o)` inside.",
      ],
      book: '3.5, "The importance of having sufficiently large intermediate layers" and "Further experiments"',
    },
  ],
  quiz: [
    {
      kind: 'choice',
      ask: 'Each newswire has exactly one of 46 topics. Which last layer fits?',
      options: [
        '46 units with a sigmoid each',
        '46 units with one softmax over them',
        'one unit with a sigmoid',
        '46 units without an activation',
      ],
      why: 'One topic a wire: the probabilities compete for one sum of 1, and that is softmax. If a wire could have several topics at once, each would be a question of its own, and 46 sigmoids would fit.',
      answer: '3e798f0144cd08ee',
    },
    {
      kind: 'number',
      ask: 'Two classes hold 90 % and 10 % of the labels. The labels are shuffled, and each is compared with the one that was in its place before. What share agrees, on average, as a number from 0 to 1?',
      why: '0.9² + 0.1² = 0.82: both must be of the first class, or both of the second. The same sum over the unequal topics of the newswires gives 0.19, far above 1/46.',
      answer: '24e22491c70404b1',
    },
    {
      kind: 'choice',
      ask: 'Labels stay class numbers instead of becoming one-hot rows. What else has to change?',
      options: [
        'the last layer: it gets one unit',
        'the loss: its sparse form, which comes to the same value',
        'the optimizer',
        'nothing at all',
      ],
      why: 'The loss becomes sparseCategoricalCrossentropy: it picks the probability at the class number, which is all that a one-hot row does, too. The network stays the same.',
      answer: '9cabb836847f2f84',
    },
    {
      kind: 'choice',
      ask: 'A hidden layer of 4 units stands before the 46 outputs. Why does the accuracy fall?',
      options: [
        'Four units train more slowly.',
        'Four units overfit sooner.',
        'What tells 46 topics apart does not fit into four numbers, and no later layer gets back what was lost.',
        'Softmax needs as many inputs as outputs.',
      ],
      why: 'All that a wire says has to pass through four numbers, and each layer sees only what the one before lets through. It is called an information bottleneck.',
      answer: 'b7792e0ed2d84dcc',
    },
    {
      kind: 'several',
      ask: 'In the book, the network with 64 units was trained in batches of 512 and the one with 4 units in batches of 128. What makes such a comparison fair? Mark all that do.',
      options: [
        'the same batch size for both',
        'as many weights in both',
        'the same rows to train on and to validate with',
        'the best epoch of each',
        'more epochs for the smaller one',
      ],
      why: 'Only what is compared may differ: the width of one layer. So both get the same rows and the same batch size, since smaller batches mean more updates an epoch. Each is judged at its best epoch, as they need not turn at the same one. As many weights in both would change more than that layer; more epochs for one would favour it.',
      answer: '0f7e9004ae679ddf',
    },
  ],
} satisfies Chapter
