// The arrows of the house: who may import whom. What a room is for is told in ARCHITECTURE.md. The self-test
// (scripts/gates/architectureSelfTest.ts) plants one violation of everything that is forbidden here.

/** What each folder of src/ may import, itself aside. A name without a slash after it is a whole folder. */
const arrows = {
  'core/model': [],
  'core/knowledge': ['core/model'],
  'core/commandLine': [],
  'core/parse': ['core/model'],
  'core/collect': ['core/model', 'core/parse', 'core/knowledge'],
  'core/aggregate': ['core/model'],
  'core/watch': ['core/model'],
  'core/query': ['core/model', 'core/aggregate'],
  'core/rules': ['core/model', 'core/parse', 'core/aggregate', 'core/knowledge'],
  'core/causes': ['core/model', 'core/parse', 'core/aggregate', 'core/knowledge'],
  'core/formats': ['core/model', 'core/parse', 'core/knowledge', 'core/rules'],
  'core/language': ['core/model', 'core/parse', 'core/knowledge', 'core/rules', 'core/formats'],
  'core/tree': ['core/model', 'core/aggregate', 'core/query', 'core/knowledge'],
  'core/report': ['core/model', 'core/aggregate', 'core/query', 'core/rules', 'core/knowledge'],
  'core/inspect': [
    'core/model',
    'core/parse',
    'core/collect',
    'core/aggregate',
    'core/watch',
    'core/query',
    'core/rules',
    'core/report',
  ],
  'core/metrics': ['core/model', 'core/aggregate', 'core/report'],
  'core/fleet': ['core/model', 'core/parse'],
  'core/protocol': ['core/model', 'core/query', 'core/report', 'core/tree', 'core/fleet'],
  host: ['core'],
  service: ['core'],
  server: ['core', 'host', 'service'],
  web: ['core', 'service'],
  cli: ['core', 'host'],
  extension: ['core/protocol', 'core/model'],
  webview: ['core/protocol'],
};

const folders = (names) => `^src/(${names.join('|')})/`;

const rooms = Object.entries(arrows).map(([room, allowed]) => ({
  name: `arrow-${room.replace('/', '-')}`,
  comment: `${room} imports ${allowed.join(', ') || 'no other folder'}.`,
  severity: 'error',
  from: { path: folders([room]) },
  to: { path: '^(src|test|scripts)/', pathNot: folders([room, ...allowed]) },
}));

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no-room',
      comment: 'A file in src/ belongs to one of the rooms above (the core has one file of ambient types).',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [folders(Object.keys(arrows)), '^src/core/ambient\\.d\\.ts$'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'vscode-in-extension-only',
      comment: 'There is no module named vscode: the import resolves to its types.',
      severity: 'error',
      from: { pathNot: '^(src|test|test/bench)/extension/' },
      to: { path: '(^|/)@types/vscode/' },
    },
    {
      name: 'node-only-where-node-is',
      comment: 'The core runs anywhere; the webview, and all of the extension but one folder, in a browser.',
      severity: 'error',
      from: { path: '^src/', pathNot: folders(['host', 'server', 'cli', 'extension/node']) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'language-server-in-server-only',
      severity: 'error',
      from: { path: '^src/', pathNot: folders(['service', 'server', 'web']) },
      to: { path: '(^|/)node_modules/vscode-languageserver(-textdocument)?/' },
    },
    {
      name: 'language-client-in-client-only',
      comment: 'It is most of the weight of the extension and is loaded on first need.',
      severity: 'error',
      from: { path: '^src/', pathNot: folders(['extension/client']) },
      to: { path: '(^|/)node_modules/vscode-languageclient/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-on-first-need',
      comment: 'Only `await import()` keeps the language client out of what activation loads.',
      severity: 'error',
      from: { path: folders(['extension']), pathNot: folders(['extension/client']) },
      to: { path: folders(['extension/client']), dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-on-first-need',
      comment: 'Only `await import()` keeps what commands do out of what activation loads.',
      severity: 'error',
      from: { path: folders(['extension']), pathNot: folders(['extension/commands', 'extension/changes']) },
      to: { path: folders(['extension/commands']), dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-has-one-package',
      comment:
        'ipaddr.js and the parsers of file formats are plain computation. Anything else in the core needs a reason here.',
      severity: 'error',
      from: { path: folders(['core']) },
      to: {
        path: '(^|/)node_modules/',
        pathNot:
          '(^|/)node_modules/(ipaddr\\.js|yaml|toml-eslint-parser|dockerfile-ast|@types/(vscode|node))/',
      },
    },
    {
      name: 'no-development-package',
      comment: 'What src/ imports is bundled and shipped: it belongs in `dependencies`.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)@types/(vscode|node)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // `import 'esbuild'` resolves to this file of ours, through the folder of tsconfig.base.json.
    exclude: { path: '^esbuild\\.mjs$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
