import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const syntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
];

/** A call that starts a program, as a function or as a method. */
const starting =
  'CallExpression:matches([callee.name=/^(spawn|execFile)(Sync)?$/], [callee.property.name=/^(spawn|execFile)(Sync)?$/])';

/** What all of src/ may not write. Whoever sets the rule again for a folder of it repeats these: the last one counts. */
const sourceSyntax = [
  ...syntax,
  {
    selector: `${starting} Property:matches([key.name='shell'], [key.value='shell'])`,
    message: 'No shell: give the arguments as a list.',
  },
  {
    selector: `${starting}[arguments.0.value=/(^|\\u002f)((ba|da|k|z)?sh|cmd([.]exe)?|powershell([.]exe)?)$/]`,
    message: 'No shell: start the program itself.',
  },
  {
    // A script of our own is one literal.
    selector:
      "ArrayExpression[elements.0.value='-c'] > :matches(TemplateLiteral[expressions.length>0], BinaryExpression)",
    message: 'No text in the script of a shell: pass it as an argument.',
  },
  {
    selector:
      ":matches(ImportExpression[source.value=/child_process$/], CallExpression[callee.name='require'][arguments.0.value=/child_process$/])",
    message: 'No shell: import what is needed from node:child_process by its name.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'build/',
      'dist/',
      'coverage/',
      '.workbench/',
      '.kernels/',
      '.vscode-test/',
      'test/fixtures/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'max-lines': ['error', 400] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: { process: 'readonly', module: 'writable', console: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-restricted-syntax': ['error', ...syntax],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // `() => void call()` says nothing that `() => call()` does not.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // Typed arrays are read by index in the hot paths, where noUncheckedIndexedAccess cannot see the bounds.
    files: ['src/core/**/*.ts', 'src/host/**/*.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['src/core/**/*.ts', 'src/webview/**/*.ts', 'src/extension/**/*.ts', 'src/host/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    // A program gets its arguments as a list: text of others never meets a shell.
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:child_process',
              importNames: ['exec', 'execSync', 'default'],
              message: 'They run a shell. Use spawn() with a list of arguments.',
            },
            {
              name: 'child_process',
              message: 'Nothing here looks for a shell by this name: import from node:child_process.',
            },
            {
              name: 'vscode',
              importNames: ['l10n'],
              message: 'The product is in English only (CONTRIBUTING.md, "Language").',
            },
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...sourceSyntax],
    },
  },
  {
    files: ['src/extension/**/*.ts'],
    ignores: ['src/extension/runCommand.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...sourceSyntax,
        {
          selector:
            "CallExpression[callee.property.name='executeCommand']:not([arguments.0.type='Literal'][arguments.0.value!=/^socketDiagnostics/])",
          message: 'Call our own commands with runCommand: it knows what they take and give.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // mocha's `it` and `before` take functions of both kinds.
      '@typescript-eslint/require-await': 'off',
      'no-restricted-properties': [
        'error',
        { property: 'skip', message: 'Use skipWhere(), which prints the reason.' },
      ],
    },
  },
  { files: ['test/support/skipWhere.ts'], rules: { 'no-restricted-properties': 'off' } },
);
