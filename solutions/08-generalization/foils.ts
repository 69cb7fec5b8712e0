import { edit, type Foils } from '#course'

export default {
  '01-iterated-k-fold': {
    'same-shuffle': edit('seed + round', 'seed'),
    'shuffled-time': edit('o.ordered ? groups :', ''),
    'duplicates-straddle': edit('o.groups ?? rows', 'rows'),
  },
  '02-feature-engineering': {
    'zero-before-scaling': edit('(Number.isNaN(cell) ? 0 : (cell - stats.mean[j]) / stats.std[j])', '((Number.isNaN(cell) ? 0 : cell) - stats.mean[j]) / stats.std[j]'),
    'flag-on-zero': edit('row.map((cell) => Number(Number.isNaN(cell)))', 'filled.map((cell) => Number(cell === 0))'),
    'atan2-swapped': edit('Math.atan2(x, y)', 'Math.atan2(y, x)'),
    'negative-angle': edit('(Math.atan2(x, y) + 2 * Math.PI) % (2 * Math.PI)', 'Math.atan2(x, y)'),
    'floor-hour': edit('round((hour / (2 * Math.PI)) * 12 - m / 60, 12)', 'Math.floor((hour / (2 * Math.PI)) * 12) % 12'),
  },
} satisfies Foils
