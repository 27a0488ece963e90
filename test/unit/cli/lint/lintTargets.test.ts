import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintTargets } from '../../../../src/cli/lint/lintTargets.ts';
import { mayBeSysctlConf } from '../../../../src/cli/lint/mayBeSysctlConf.ts';
import { assertProportional } from '../../../support/proportional.ts';

describe('a file that is named on the command line', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lint-targets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function kindOf(name: string, text: string): Promise<string | undefined> {
    writeFileSync(join(folder, name), text);
    const [target] = await lintTargets([join(folder, name)], () => true);
    return target?.kind === 'file' ? target.format.id : target?.kind;
  }

  it('is one of sysctl if nothing says that it is another', async () => {
    const wrong = 'net.ipv4.tcp_tw_reuse 1\n';
    for (const name of [
      '90-net.conf',
      '90-net',
      'settings.txt',
      'a.sysctl',
      'net.cfg',
      'net.conf.bak',
      'a.5',
    ])
      assert.equal(await kindOf(name, wrong), 'sysctl.conf', name);
  });

  it('is none of sysctl if no line begins as one of sysctl does', async () => {
    for (const [name, text] of [
      ['nginx.conf', 'worker_processes 1;\nevents {}\n'],
      ['notes', 'words\n'],
      ['php.ini', '[PHP]\nsession.save_path = "/a"\n'],
    ] as const)
      assert.equal(await kindOf(name, text), 'beside', name);
    for (const text of ['', '# words\n\n; words\n', 'words\n- net/ipv4/tcp_tw_reuse = 1\n'])
      assert.equal(await kindOf('notes', text), 'sysctl.conf', text);
  });

  it('is one of sysctl if it names a parameter or nearly does, however wrong its line is', async () => {
    for (const line of [
      '\uFEFFnet.ipv4.tcp_tw_recycle = 1',
      'nett.ipv4.tcp_tw_recycle = 1',
      '"net.ipv4.tcp_tw_recycle" = 1',
      'set net.ipv4.tcp_tw_recycle=1',
      '{{ a }}.ipv4.tcp_tw_recycle=1',
    ])
      assert.equal(await kindOf('a.conf', `${line}\n`), 'sysctl.conf', line);
    for (const text of [
      '# net.core.somaxconn is 4096\nworker_processes 1;\ninclude /etc/nginx/mime.types;\n',
      'app.version = 1\nspark.driver.memory 5g\n',
    ])
      assert.equal(await kindOf('a.conf', text), 'beside', text);
  });

  it('is one of sysctl if it is all blank lines, however many', async () => {
    assert.equal(await kindOf('a.conf', '\n'.repeat(5_000_000)), 'sysctl.conf');
  });

  it('is looked at in a time in proportion to its length', function () {
    this.timeout(60_000);
    assertProportional('one word', (size) => mayBeSysctlConf('x'.repeat(size)), 32_000);
    assertProportional('names', (size) => mayBeSysctlConf('a.bcde.fghij = 1\n'.repeat(size / 16)), 32_000);
  });

  it('is one of the format that its content says', async () => {
    assert.equal(await kindOf('a.sh', 'sysctl -w net.ipv4.tcp_tw_reuse=1\n'), 'shell');
    assert.equal(await kindOf('a.yml', '- sysctl: {name: vm.swappiness, value: 1}\n'), 'ansible');
  });

  it('is none of sysctl if its name is that of another language', async () => {
    for (const name of [
      'a.yml',
      'a.yaml.j2',
      'a.json',
      'a.py',
      'a.ts',
      'a.md',
      'a.tf',
      'Dockerfile',
      'Makefile',
      'a.TOML',
    ])
      assert.equal(await kindOf(name, 'a: 1\nb:\n  - c\n'), 'beside', name);
  });
});
