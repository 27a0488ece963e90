import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InstalledNpm } from '../support/installedNpm.ts';
import { repository } from '../support/paths.ts';
import { run } from '../support/run.ts';
import { skipWhere } from '../support/skipWhere.ts';

const text = 'net.ipv4.tcp_tw_recycle = 1\nvm.swappiness = 10\n';
const fixed = 'vm.swappiness = 10\n';

/** Other editors as their users set them up: with the text of docs/editors.md, and the server of the packed npm package. */
describe('other editors with the language server of the npm package', function () {
  this.timeout(120_000);
  let npm: InstalledNpm;
  let file: string;

  before(async () => {
    npm = await InstalledNpm.create();
    await mkdir(join(npm.folder, 'sysctl.d'));
  });
  beforeEach(async () => {
    file = join(npm.folder, 'sysctl.d/90-web.conf');
    await writeFile(file, text);
  });
  after(() => npm[Symbol.asyncDispose]());

  /** The first block of code in a section of the page, as a file. */
  async function setUp(section: string, name: string): Promise<string> {
    const page = await readFile(join(repository, 'docs/editors.md'), 'utf8');
    const block = new RegExp(`\n## ${section}\n[^]*?\n\`\`\`\\w+\n([^]*?\n)\`\`\`\n`).exec(page)?.[1];
    assert.ok(block, section);
    const path = join(npm.folder, name);
    await writeFile(path, block);
    return path;
  }

  async function isThere(program: string): Promise<string | null> {
    const { status } = await run(program, ['--version']).catch(() => ({ status: 1 }));
    return status === 0 ? null : `${program} is not installed`;
  }

  it('Neovim shows the diagnostic and applies the fix', async function () {
    skipWhere(this, await isThere('nvim'));
    const init = await setUp('Neovim', 'init.lua');
    const script = join(repository, 'test/support/neovimFix.lua');
    const args = ['--headless', '-n', '-u', init, file, '-c', `luafile ${script}`];
    const { status, stdout, stderr } = await run('nvim', args, { env: npm.env, timeoutMs: 60_000 });
    assert.equal(status, 0, stderr);
    assert.match(`${stdout}${stderr}`, /tw-recycle-removed/);
    assert.equal(await readFile(file, 'utf8'), fixed);
  });

  it('Emacs shows the diagnostic and applies the fix', async function () {
    skipWhere(this, await isThere('emacs'));
    const init = await setUp('Emacs', 'init.el');
    const script = join(repository, 'test/support/emacsFix.el');
    const args = ['--batch', '--eval', '(package-initialize)', '-l', init, '-l', script];
    const env = { ...npm.env, FILE: file, LC_ALL: 'C.UTF-8' };
    const { status, stdout, stderr } = await run('emacs', args, { env, timeoutMs: 60_000 });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /Linux 4\.12/);
    assert.equal(await readFile(file, 'utf8'), fixed);
  });
});
