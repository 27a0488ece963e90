import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LintJson } from '../../src/cli/lint/lintJson.ts';
import { cliPath } from '../support/cli.ts';
import { Editor } from '../support/editor.ts';
import { nodePath } from '../support/paths.ts';

const rule = 'net-sysctl-with-host-network';
const base = 'services:\n  base:\n    network_mode: host\n';
const heir = (file: string): string =>
  `services:\n  app:\n    extends:\n      file: ${file}\n      service: base\n    sysctls:\n      net.core.somaxconn: 4096\n`;

describe('a Compose service that extends one of another file', function () {
  this.timeout(60_000);
  let root: string;
  let folder: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'extended-'));
    folder = join(root, 'repository');
    write('common/x.yml', base);
    write('a/compose.yaml', heir('../common/x.yml'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function lint(): readonly string[] {
    const { stdout, stderr } = spawnSync(nodePath, [cliPath, 'lint', folder, '--json'], { encoding: 'utf8' });
    assert.equal(stderr, '');
    return (JSON.parse(stdout) as LintJson).findings
      .filter((finding) => finding.rule === rule)
      .map(({ file, line }) => `${file.slice(folder.length + 1)}:${String(line)}`);
  }

  /** What an editor shows of the file that extends. */
  async function shown(editor: Editor): Promise<readonly unknown[]> {
    const uri = pathToFileURL(join(folder, 'a/compose.yaml')).href;
    const found = await editor.open(uri, heir('../common/x.yml'), 'dockercompose');
    return found.map(({ code }) => code);
  }

  it('has its namespaces on the command line and in the editor', async () => {
    assert.deepEqual(lint(), ['a/compose.yaml:7']);
    await using editor = await Editor.startIn(folder);
    assert.deepEqual(await shown(editor), [rule]);
  });

  it('is looked up in the editor as the other file is there', async () => {
    await using editor = await Editor.startIn(folder);
    const other = pathToFileURL(join(folder, 'common/x.yml')).href;
    await editor.open(other, base.replace('host', 'bridge'), 'yaml');
    assert.deepEqual(await shown(editor), []);
  });

  it('is looked up in no file outside of the folder, even through a link, and in none that is not trusted', async () => {
    rmSync(join(folder, 'common'), { recursive: true });
    mkdirSync(join(root, 'secrets'));
    writeFileSync(join(root, 'secrets/x.yml'), base);
    symlinkSync('../secrets', join(folder, 'common'));
    assert.deepEqual(lint(), []);
    await using editor = await Editor.startIn(folder);
    assert.deepEqual(await shown(editor), []);
    rmSync(join(folder, 'common'));
    write('common/x.yml', base);
    await using untrusted = await Editor.startIn(folder, {}, { isTrusted: false });
    assert.deepEqual(await shown(untrusted), []);
  });
});
