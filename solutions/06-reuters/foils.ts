import { edit, type Foils } from '#course'

export default {
  '01-prepare-newswires': {
    'off-by-3': edit('words.get(number - 3)', 'words.get(number)'),
    'off-by-2': edit('words.get(number - 3)', 'words.get(number - 2)'),
    'depth-45': [
      edit('yTrain: lit(topics(d.train), classes)', 'yTrain: lit(topics(d.train), Math.max(...d.train.labels))'),
      edit('yTest: lit(topics(d.test), classes)', 'yTest: lit(topics(d.test), Math.max(...d.train.labels))'),
    ],
    'depth-per-part': [
      edit('yTrain: lit(topics(d.train), classes)', 'yTrain: lit(topics(d.train), Math.max(...d.train.labels) + 1)'),
      edit('yTest: lit(topics(d.test), classes)', 'yTest: lit(topics(d.test), Math.max(...d.test.labels) + 1)'),
    ],
    'counted-words': edit('rows[i * width + column] = 1', 'rows[i * width + column] += 1'),
    'spilled-word': edit("refuseOutside('sequences', sequences.flat(), dim)", ''),
  },
} satisfies Foils
