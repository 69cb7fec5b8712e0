import type { Chapter } from '#course'

export default {
  title: 'The engine',
  exercises: [
    {
      file: '01-nudge-one-weight',
      title: 'The costly idea',
      tier: 0,
      points: 5,
      hints: [
        'How often must the network run before you know which way one weight should go?',
        'Two losses, one on each side of w; they lie 2 · eps apart. Where the loss rises to the right, the weight must go to the left.',
        'slope = (right − left) / (2 * eps), and step = −eps * Math.sign(slope).',
      ],
      book: '2.4, "The engine of neural networks: gradient-based optimization"',
    },
    {
      file: '02-finite-differences',
      title: 'Gradient of a tensor by brute force',
      tier: 0,
      points: 10,
      hints: [
        'When the third coefficient is measured, what should the first two look like?',
        'Copy the numbers of W (Array.from(W.dataSync())). Change one of them, make a tensor of W.shape, call f, put the number back.',
        '(f(up) - f(down)) / (2 * eps) for each, with f inside tf.tidy; and |a − b| / max(|a|, |b|, 1e-8), the largest over all entries.',
      ],
      book: '2.4.2, "Derivative of a tensor operation: the gradient"',
    },
    {
      file: '03-backprop-by-hand',
      title: 'Chain rule through two layers',
      tier: 0,
      points: 20,
      hints: [
        'If one prediction rises by 0.001, by how much does the mean squared error of n rows change?',
        'Start from d = 2(ŷ − y)/n. dW2 = hᵀ·d. One layer further back: d·W2ᵀ, and 0 where the unit put out 0. Biases: the sum over the rows.',
        'dz = d.matMul(W2, false, true).mul(z.step()); dW1 = tf.matMul(x, dz, true); db1 = dz.sum(0); db2 = d.sum(0).',
      ],
      book: '2.4.4, "Chaining derivatives: the Backpropagation algorithm"',
    },
    {
      file: '04-training-loop',
      title: 'Draw, predict, compare, differentiate, move',
      tier: 0,
      points: 15,
      hints: [
        'Of 60,000 rows in batches of 128, how many are left for the last batch of an epoch?',
        'order.slice(i, i + batch) names the rows of a batch, x.gather(tf.tensor1d(rows, "int32")) fetches them. tf.variableGrads(() => loss, [W, b]) gives { value, grads }, grads by the names of the variables.',
        'v.assign(v.sub(g.mul(lr))) inside tf.tidy. Around it two loops, for the epochs and for the batches; a new order at the start of each epoch: shuffledRows(n, seed + epoch).',
      ],
      book: '2.4.3, "Stochastic gradient descent"',
    },
    {
      file: '05-optimizers-by-hand',
      title: 'Momentum, Adagrad, RMSProp',
      tier: 0,
      points: 20,
      hints: [
        'What does each of the three have to remember from one step to the next?',
        'Compute the new memory first (v, or acc), then the new weight from it. In descend keep the whole state that the stepper gave, not only its w.',
        'v = mu·v + g; acc = rho·acc + (1 − rho)·g²; w − lr·g / Math.sqrt(acc + eps). The slope is tf.grad(loss)(tf.scalar(w)), inside tf.tidy.',
      ],
      book: '2.4.3, "Stochastic gradient descent"',
    },
    {
      file: '06-logistic-regression',
      title: 'The hello-world classifier',
      tier: 0,
      points: 15,
      hints: [
        'The logit x·w + b may be any number. What turns it into a probability?',
        'sigmoid(z) is the probability. The loss, without a logarithm of 0: max(z, 0) − z·y + log(1 + exp(−|z|)), its mean over the rows. All rows at once, one update an epoch.',
        'z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p()).mean() with z = x.dot(w).add(b); tf.variableGrads and the step of 3.4 do the rest.',
      ],
      book: '1.2.1, "Probabilistic modeling", and 3.4 on sigmoid and crossentropy',
    },
  ],
  quiz: [
    {
      kind: 'number',
      ask: 'A network has 1,000,000 weights, and a forward pass takes 0.01 seconds. How long does it take to nudge every weight once, as in 3.1?',
      unit: 'seconds',
      why: 'Two passes for each weight are 2,000,000 passes, 20,000 seconds, five and a half hours, for a single round of updates. Backpropagation finds all million slopes in one backward pass, for about the price of two forward passes.',
      answer: 'ab0dd148cf2b3103',
    },
    {
      kind: 'order',
      ask: 'Put the five steps of one update in order.',
      options: [
        'compute the gradient of the loss for every weight',
        'draw a batch of rows and their targets',
        'move every weight a little against its gradient',
        'run the network on the batch',
        'compute the loss, how far predictions and targets are apart',
      ],
      why: 'Draw, predict, compare, differentiate, move. The gradient belongs to the weights as they were when the loss was computed, so the move comes last.',
      answer: '678c614efce38fac',
    },
    {
      kind: 'choice',
      ask: 'What does momentum add to plain gradient descent?',
      options: [
        'the learning rate falls from epoch to epoch',
        'each weight gets a learning rate of its own',
        'an update also keeps a share of the updates before it',
        'the gradient is measured twice and averaged',
      ],
      why: 'The velocity keeps the share mu of itself. So steps in the same direction add up, steps to and fro cancel, and the weight can roll through a shallow valley on the way to a deeper one.',
      answer: 'e06c333e974675c3',
    },
    {
      kind: 'number',
      ask: 'How many updates are 4 epochs over 50,000 rows in batches of 128?',
      unit: 'updates',
      why: '50,000 / 128 is 390.6: 390 full batches and one of 80 rows, 391 updates an epoch, 1,564 in four.',
      answer: '255d029436199dee',
    },
    {
      kind: 'several',
      ask: 'Which of these are true of the gradient of a loss?',
      options: [
        'it has the shape of the weights it belongs to',
        'it points where the loss rises fastest',
        'its length tells how far away the minimum is',
        'a relu unit that put out 0 for a row gets none from that row',
        'following it against its direction always ends in the deepest valley',
      ],
      why: 'A gradient is one slope for each weight, uphill, and it is local: it knows the slope under your feet, not how far the valley is or whether a deeper one lies behind the ridge. Where relu puts out 0 its slope is 0, and so is everything behind it.',
      answer: '81e87f05346cf5c1',
    },
  ],
} satisfies Chapter
