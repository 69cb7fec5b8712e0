import type { Chapter } from '#course'

export default {
  title: 'A first network',
  exercises: [
    {
      file: '01-prepare-digits',
      title: 'Look, flatten, scale',
      tier: 0,
      points: 10,
      hints: [
        'In which order must flattening and scaling happen, and in which type of number?',
        'reshape keeps the order of the rows: [n, 28, 28] becomes [n, 784]. toFloat comes first, div second.',
        'tf.tidy(() => images.reshape([images.shape[0], 784]).toFloat().div(255)), after looking whether the largest pixel is above 1.',
      ],
      book: '2.1, "A first look at a neural network"',
    },
    {
      file: '02-one-hot-and-crossentropy',
      title: 'Targets and their distance',
      tier: 0,
      points: 15,
      hints: [
        'What should happen to a label for which there is no column? And what is exp(1000)?',
        'tf.oneHot wants int32 labels and says nothing about those it cannot place. Subtract the largest score of each row before exp.',
        'The loss of a row is −Σ y·log p: y.mul(p.clipByValue(1e-7, 1).log()).sum(1).neg(); then the mean over rows.',
      ],
      book: '2.1, and 3.5 on one-hot labels',
    },
    {
      file: '03-build-and-inspect',
      title: '784 → 512 → 10',
      tier: 0,
      points: 10,
      hints: [
        'How many numbers does one unit keep, when it has 784 inputs?',
        'tf.sequential with two tf.layers.dense; the first one needs inputShape: [784]. A layer counts its own parameters.',
        "model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] }); four bytes a parameter.",
      ],
      book: '2.1, "The network architecture" and "The compilation step"',
    },
    {
      file: '04-train-and-mind-the-gap',
      title: '98 % and what is lost on the way',
      tier: 1,
      points: 25,
      hints: [
        'Which rows may the network learn from, and which may only measure it?',
        'm.fit gives a History; its .history has a list for each number, one entry an epoch. m.evaluate gives two scalars, the loss and the accuracy.',
        "const history = await m.fit(d.xTrain, d.yTrain, { epochs, batchSize }); trainAcc is history.history['acc'].at(-1). Dispose both scalars of evaluate.",
      ],
      book: '2.1, and 1.2 on overfitting',
    },
    {
      file: '05-two-units',
      title: 'Power without sufficiency',
      tier: 1,
      points: 10,
      hints: [
        'How far from 10 % may a pure guess come out, on 100 rows? And on 10,000?',
        'Only the hidden layer shrinks. The standard error of a share p over n rows is √(p(1 − p)/n).',
        'acc > 1/classes + 3 · √(p(1 − p)/n) with p = 1/classes. Dispose the model and the scalars of evaluate.',
      ],
      book: '4.5, "The universal workflow of machine learning"',
    },
  ],
  quiz: [
    {
      kind: 'number',
      ask: 'How many updates of the weights does one epoch over 60,000 rows make, in batches of 128?',
      why: '60,000 / 128 is 468.75: 468 full batches and a last one of 96 rows, so 469 updates. Five epochs make 2,345.',
      answer: '2d9fb9d2ab0b165f',
    },
    {
      kind: 'several',
      ask: 'What does compiling a network fix? Mark all that are true.',
      options: ['the optimizer', 'the number of epochs', 'the loss', 'the metrics to watch', 'the batch size'],
      why: 'Optimizer, loss and metrics belong to the compiled network. Epochs and batch size are told to fit, each time.',
      answer: 'afb2ed429852823c',
    },
    {
      kind: 'choice',
      ask: 'A network gets 98.9 % right on its training rows and 97.8 % on test rows. What is the difference called?',
      options: ['the loss', 'the learning rate', 'overfitting', 'a metric'],
      why: 'What it does better on rows it has learned from than on new ones is overfitting: part of it was learned by heart.',
      answer: 'd627d0220a64ec73',
    },
    {
      kind: 'order',
      ask: 'Put these in the order in which they happen.',
      options: ['compare with the labels: the loss', 'move the weights a little', 'predict a batch', 'work out the gradient of the loss'],
      why: 'Predict, compare, differentiate, move. One round is one update; an epoch is as many rounds as there are batches.',
      answer: '469f3fe9a26d8d2e',
    },
    {
      kind: 'choice',
      ask: 'On 100 rows with ten equally frequent classes, a network is right 13 times. What does that show?',
      options: ['It has learned something.', 'Nothing yet: a guess may well do that.', 'It is broken.', 'It overfits.'],
      why: 'A guess is right 10 times, give or take a standard error of 3. Only above 19 it is no luck any more.',
      answer: '402fc506c4f066a3',
    },
  ],
} satisfies Chapter
