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

const writing =
  /import \{[^}]*\b(?:write|append|rename|copyFile|cp|createWrite|truncate|symlink|link)\w*\b[^}]*\} from 'node:fs|workspace\.fs\.(?:write|copy|rename)/;

describe('what writes files', () => {
  it('is one place for each process, and the kernel’s trace', () => {
    const found = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `src/${name}`)
      .filter((file) => writing.test(readFileSync(join(repository, file), 'utf8')));
    assert.deepEqual(found.sort(), writers);
  });
});
