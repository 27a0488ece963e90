import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { repository } from '../../support/paths.ts';

const wanted = ['no-restricted-imports', 'no-restricted-syntax'];
const planted: Readonly<Record<string, string>> = {
  'exec()': `import { exec } from 'node:child_process';\nexec('ls');`,
  'execSync()': `import { execSync } from 'node:child_process';\nexecSync('ls');`,
  'a shell for spawn()': `import { spawn } from 'node:child_process';\nspawn('ls', [], { shell: true });`,
  'a shell for execFileSync()': `import { execFileSync } from 'node:child_process';\nexecFileSync('ls', [], { shell: '/bin/sh' });`,
  'a shell for spawn() of a namespace': `import * as processes from 'node:child_process';\nprocesses.spawn('ls', [], { shell: true });`,
  'a shell for spawn() of the default': `import processes from 'node:child_process';\nprocesses.spawn('ls', []);`,
  'a shell in quotes': `import { spawn } from 'node:child_process';\nspawn('ls', [], { 'shell': true });`,
  'a shell for a method': `import { processes } from './own.ts';\nprocesses.spawn('ls', [], { shell: true });`,
  'the module without its prefix': `import { spawn } from 'child_process';\nspawn('ls', []);`,
  'the module with import()': `const { exec } = await import('node:child_process');\nexec('ls');`,
  'the module with require()': `const { exec } = require('child_process');\nexec('ls');`,
  'a shell as the program': `import { spawn } from 'node:child_process';\nspawn('sh', ['-c', text]);`,
  'a shell as the program, by its path': `import { spawnSync } from 'node:child_process';\nspawnSync('/bin/bash', ['-c', text]);`,
  'a script with text of others': "const command = { program: 'sh', args: ['-c', `ls ${text}`] };",
  'a script that is put together': `const command = { program: 'sh', args: ['-c', 'ls ' + text] };`,
};

describe('a shell that runs text', () => {
  const eslint = new ESLint({ cwd: repository });

  /** What the house rules about imports and syntax say of a file of a folder. */
  async function found(folder: string, code: string): Promise<readonly string[]> {
    const config = (await eslint.calculateConfigForFile(join(repository, folder, 'planted.ts'))) as {
      readonly rules: Linter.RulesRecord;
    };
    const rules = Object.fromEntries(wanted.map((name) => [name, config.rules[name] ?? 'off']));
    return new Linter().verify(code, { languageOptions: { parser }, rules }).map(({ message }) => message);
  }

  for (const folder of ['src/host', 'src/server', 'src/cli', 'src/extension', 'src/extension/node'])
    for (const [what, code] of Object.entries(planted))
      it(`is refused by the linter: ${what} in ${folder}`, async () => {
        assert.ok((await found(folder, code)).some((message) => /shell/i.test(message)));
      });

  it('is not what a list of arguments is', async () => {
    const code = `import { spawn } from 'node:child_process';\nspawn('ls', ['-l'], { stdio: 'ignore' });`;
    assert.deepEqual(await found('src/host', code), []);
    const ours = `const command = { program: 'sh', args: ['-c', 'ls /proc'] };`;
    assert.deepEqual(await found('src/host', ours), []);
  });
});
