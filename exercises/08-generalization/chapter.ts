import type { Chapter } from '#course'

export default {
  title: 'Fighting overfitting',
  exercises: [
    {
      file: '01-iterated-k-fold',
      title: 'Repeat with new shuffles',
      tier: 0,
      points: 15,
      hints: [
        'If every round shuffled with the same seed, what would the second round tell you that the first one did not?',
        'Give each round a seed of its own, and cut its order into k folds: place i goes to fold i mod k. For groups, shuffle the list of different groups, and then share out all rows of each.',
        'shuffledRows(n, seed + round), then order.filter((_, i) => i % k === fold) validates and the others train. With ordered: true, test is the last n · frac of the rows, uncut and unshuffled.',
      ],
      book: '4.2, "Evaluating machine-learning models"',
    },
    {
      file: '02-feature-engineering',
      title: 'Holes and clocks',
      tier: 0,
      points: 15,
      hints: [
        'Before scaling, a house of 0 rooms is a strange house. What is a 0 after scaling?',
        'Number.isNaN finds a hole. Scale first, then fill; flags come from the rows as they were. Math.atan2(x, y) gives the angle from noon, clockwise, and negative ones need 2π more.',
        'm is Math.round(minute / 2π · 60) % 60; the hour hand has moved on by m / 60 of an hour, so h is Math.round(hour / 2π · 12 − m / 60), which may be −0 or 12: (… + 12) % 12.',
      ],
      book: '4.3, "Handling missing values" and "Feature engineering"',
    },
    {
      file: '03-weight-penalties',
      title: 'L1 and L2 by hand',
      tier: 0,
      points: 10,
      hints: [
        'Which of the two penalties cares more about one weight of 3 than about three weights of 1?',
        'abs, square, sum. Of the tensors that m.getWeights() gives, those of rank 2 are weights and those of rank 1 biases. The gradient of λ·w² is 2·λ·w.',
        'w.square().sum().mul(lambda), in tf.tidy. The step is w.mul(1 − 2 · lr · lambda).sub(g.mul(lr)): each weight shrinks a little before it moves.',
      ],
      book: '4.4, "Adding weight regularization"',
    },
    {
      file: '04-dropout-by-hand',
      title: 'Noise that keeps the mean',
      tier: 0,
      points: 15,
      hints: [
        'Of ten cells of 1, two are dropped. By what must the other eight be multiplied, so that the sum is still 10?',
        'tf.randomUniform(x.shape, 0, 1, \'float32\', seed) draws a number for each cell; greaterEqual(rate) says which cells stay, as booleans, and toFloat makes 0 and 1 of them.',
        'x.mul(isKept.toFloat()).div(1 - rate), in tf.tidy; before it, throw a RangeError for rates outside [0, 1), and return x.clone() when not training.',
      ],
      book: '4.4, "Adding dropout"',
    },
    {
      file: '05-capacity-race',
      title: '4, 16, 512 units',
      tier: 1,
      points: 20,
      hints: [
        'Which of the two curves can tell you when a network begins to learn by heart?',
        'Make new layers in every call of contender. model.fitDataset takes the training batches, and d.val as its validationData; its history has loss, acc, val_loss and val_acc. Dispose a network before you make the next one.',
        'const { history } = await model.fitDataset(d.train, { epochs: o.epochs, validationData: d.val }), then model.dispose(). The best epoch is val_loss.indexOf(Math.min(...val_loss)) + 1.',
      ],
      book: '4.4, "Reducing the network’s size"',
    },
    {
      file: '06-regularization-race',
      title: 'L1, L2, both, dropout',
      tier: 1,
      points: 20,
      hints: [
        'Which layer has nearly all the weights, and which one gives the answer itself?',
        'A dense layer takes a kernelRegularizer: tf.regularizers.l2({ l2: lambda }). tf.layers.dropout({ rate }) is a layer of its own, behind each hidden one: dense, dropout, dense, dropout, dense.',
        'tf.regularizers.l1l2({ l1: lambda, l2: lambda }) does both: what is not named in it is 0.01, not 0. Put { units, activation: \'relu\', kernelRegularizer } into both hidden layers, and nothing into the last one.',
      ],
      book: '4.4, "Adding weight regularization" and "Adding dropout"',
    },
    {
      file: '07-read-the-curves',
      title: 'Diagnose and stop',
      tier: 0,
      points: 15,
      hints: [
        'The training loss is far below val_loss, and val_loss is falling. Would you stop here?',
        'Compare val_loss with its own minimum, not with the training loss. A callback sees the network as this.model: getWeights and clone copy what it knows, setWeights puts it back, stopTraining = true ends it.',
        'In onEpochEnd: if val_loss < lowest − minDelta, remember it, the epoch + 1 and clones of the weights; otherwise, if epoch + 1 − best >= patience, this.model.stopTraining = true. In onTrainEnd: setWeights, then dispose the clones.',
      ],
      book: '4.4, "Overfitting and underfitting"; 7.2 has callbacks',
    },
  ],
  quiz: [
    {
      kind: 'choice',
      ask: 'From some epoch on, the loss on the training rows goes on falling while that on the validation rows rises. What goes on, and what suffers?',
      options: [
        'optimisation goes on, generalisation suffers',
        'generalisation goes on, optimisation suffers',
        'both go on',
        'both have stopped',
      ],
      why: 'Optimisation, the fit to the training rows, goes on. Generalisation, how well the network does on other rows, suffers. Where the two part, it overfits.',
      answer: '243138a342170002',
    },
    {
      kind: 'number',
      ask: 'A layer has the weights 2, −1 and 0.5. What does an L2 penalty with λ = 0.1 add to the loss?',
      why: '0.1·(4 + 1 + 0.25) = 0.525. Each weight counts squared. λ times the sum of the weights would be 0.15. With absolute values in place of squares it would be 0.35: that is an L1 penalty.',
      answer: '8e1dc0f873e828cf',
    },
    {
      kind: 'number',
      ask: 'Dropout without scaling, at a rate of 0.2: by which factor must the outputs be multiplied when the network is used, so that their mean is what it was in training?',
      why: 'In training 80 % of the outputs survived, so the factor is 1 − rate = 0.8. The rate itself would be 0.2; only at a rate of 0.5 are the two the same.',
      answer: '0c4a17d56ef0e4e1',
    },
    {
      kind: 'several',
      ask: 'Which of these work against overfitting? Mark all that do.',
      options: [
        'more training rows',
        'more epochs',
        'fewer units',
        'an L2 penalty',
        'more layers',
        'a dropout rate between 0.2 and 0.5',
      ],
      why: 'More data is best. Otherwise the network gets less room (fewer units), a price on large weights, or noise: the usual dropout rates are 0.2 to 0.5. More epochs and more layers make it learn by heart all the more.',
      answer: 'df1c066d426c8d97',
    },
    {
      kind: 'order',
      ask: 'Put these in the order in which they happen, as in the workflow that the book recommends.',
      options: [
        'regularise until it overfits less',
        'make it large enough to overfit',
        'look at the test rows, once',
        'find a network that beats a guess',
      ],
      why: 'First beat a guess, then overfit: only past that point do you know that the network is large enough. Then regularise, judged by the validation rows. The test rows come last.',
      answer: 'bbf397b87361c6d2',
    },
  ],
} satisfies Chapter
