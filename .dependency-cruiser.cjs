/** The arrows of docs/architecture.md: which folder may import from which. `npm test` checks them. */

/** For each folder, the folders it may reach besides itself. */
const arrows = {
  'exercises/': ['grader/spec/', 'grader/course/', 'datasets/', 'exercises/'],
  'solutions/': ['grader/spec/', 'grader/course/', 'datasets/', 'solutions/'],
  'datasets/': [],
  'engine/': [],
  'grader/spec/': ['datasets/'],
  'grader/course/': [],
  'grader/run/': ['grader/spec/', 'grader/course/', 'engine/', 'datasets/'],
  'grader/walk/': ['grader/run/', 'grader/course/', 'grader/spec/', 'datasets/', 'engine/'],
  'grader/author/': ['grader/run/', 'grader/course/', 'grader/spec/', 'engine/'],
  'benchmarks/': ['grader/run/', 'grader/walk/testing/', 'grader/course/', 'engine/', 'datasets/'],
}

/** @param {string} folder */
const at = (folder) => `^${folder}`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'chalk-and-inquirer-stay-in-the-walk',
      severity: 'error',
      from: { pathNot: at('grader/walk/') },
      to: { path: '^node_modules/(chalk|inquirer|log-update|cli-progress)/' },
    },
    ...Object.entries(arrows).map(([folder, reachable]) => ({
      name: `arrows-of-${folder.replace(/\W+/g, '-').replace(/-$/, '')}`,
      severity: /** @type {const} */ ('error'),
      from: { path: at(folder) },
      to: { path: '^(exercises|solutions|datasets|engine|grader|benchmarks)/', pathNot: [folder, ...reachable].map(at) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^\\.tensorlings' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
}
