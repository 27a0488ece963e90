import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/paths.ts';

/** The first two write under another name until a file is complete. */
const writers = [
  'src/extension/writeFile.ts', // what the extension saves, also on other file systems
  'src/host/textFile.ts', // what the server and the command line save
  'src/host/tracing/traceInstance.ts', // switches of the kernel in tracefs, no file of a user
];
/** They change or remove a file whose text is not theirs. */
const others = [
  'src/cli/exporter/main.ts', // removes its own metrics when it ends
  'src/extension/node/nodeSurroundings.ts', // gives a file that is replaced its rights again
];
/** They hand edits to the editor, which shows them in the document; the first may ask it for a new, empty file. */
const editing = ['src/extension/causes/previewFix.ts', 'src/service/language/codeActions.ts'];

/** Functions of `node:fs` that change nothing; `open` by its flags. */
const reading =
  /^(?:access|close|constants|createReadStream|Dirent|existsSync|fstat|lstat|open|read|readdir|readFile|readlink|realpath|stat|FileHandle|Stats)(?:Sync)?$/;
const imports = /(?:^|\n)import (?:type )?([^;'"]*?) from ['"](?:node:)?fs(?:\/promises)?['"]/g;
const loads = /\b(?:require|import)\(\s*['"](?:node:)?fs(?:\/promises)?['"]/;
const opensToWrite = /\bopen(?:Sync)?\([^;]*?(?:['"`](?:[aw]|rs?\+)|\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND))/;
const editorWrites = /\bworkspace\.fs\.(?:write|copy|rename|delete|createDirectory)|\bfs\s*} = workspace\b/;
const edits = /\b(?:CreateFile|RenameFile|DeleteFile)\b|\bapplyEdit\b|\.createFile\(/;

/** Whether a module changes files by itself: with Node.js or with the file systems of VS Code. */
function writes(code: string): boolean {
  const writesWith = ([, names = '']: readonly string[]): boolean =>
    !/^\{[^]*\}$/.test(names) ||
    names
      .slice(1, -1)
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .some((name) => name !== '' && !reading.test(name));
  return (
    [...code.matchAll(imports)].some(writesWith) ||
    loads.test(code) ||
    opensToWrite.test(code) ||
    editorWrites.test(code)
  );
}

const modules = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ file: `src/${name}`, code: readFileSync(join(repository, 'src', name), 'utf8') }));
const filesWhere = (does: (code: string) => boolean): readonly string[] =>
  modules.flatMap(({ file, code }) => (does(code) ? [file] : [])).sort();

describe('what writes files', () => {
  it('is one place for each process, and the kernel’s trace', () => {
    assert.deepEqual(filesWhere(writes), [...writers, ...others].sort());
  });

  it('or an editor, with edits that it shows', () => {
    assert.deepEqual(
      filesWhere((code) => edits.test(code)),
      editing,
    );
  });

  for (const code of [
    `import { writeFile } from 'node:fs/promises';`,
    `import { readFile,\n  appendFileSync as add } from 'fs';`,
    `import { readFile as read } from 'node:fs/promises';`,
    `import fs from 'node:fs';`,
    `import fs, { stat } from 'node:fs';`,
    `import * as fs from 'node:fs/promises';`,
    `import { promises } from 'node:fs';`,
    `import { open } from 'node:fs/promises';\nawait open(path, 'w');`,
    `import { open } from 'node:fs/promises';\nawait open(join(a, b), "a+");`,
    `import { openSync } from 'node:fs';\nopenSync(path, constants.O_RDONLY | constants.O_CREAT);`,
    `const fs = require('fs');`,
    `const { writeFile } = await import('node:fs/promises');`,
    `await workspace.fs.writeFile(uri, bytes);`,
    `const { fs } = workspace;`,
  ])
    it(`is found: ${JSON.stringify(code)}`, () => {
      assert.ok(writes(code));
    });

  it('is not what reads files', () => {
    const code = `import { closeSync, openSync, type Stats } from 'node:fs';\nimport { open, readFile } from 'node:fs/promises';\nopenSync(path, 'r');\nopen(path, constants.O_RDONLY | constants.O_NONBLOCK);`;
    assert.ok(!writes(code));
  });
});
