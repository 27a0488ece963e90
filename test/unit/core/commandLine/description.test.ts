import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { program as described } from '../../../../src/cli/program.ts';
import { bashCompletion } from '../../../../src/core/commandLine/completion/bashCompletion.ts';
import { fishCompletion } from '../../../../src/core/commandLine/completion/fishCompletion.ts';
import { zshCompletion } from '../../../../src/core/commandLine/completion/zshCompletion.ts';
import type { ProgramDescription } from '../../../../src/core/commandLine/description.ts';
import { commandHelp, programHelp } from '../../../../src/core/commandLine/helpText.ts';
import { manPage } from '../../../../src/core/commandLine/manPage.ts';

const program: ProgramDescription = described;
const long = (name: string): string => `--${name}`;

describe('the description of the arguments', () => {
  it('is what parseArgs of Node.js accepts, with unique names', () => {
    for (const { options } of program.commands) parseArgs({ args: [], options });
    const names = program.commands.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  it('names in each option what stands for its value', () => {
    for (const { name, options } of program.commands) {
      for (const [option, { type, value, values }] of Object.entries(options)) {
        const hasValue = value !== undefined || values !== undefined;
        assert.equal(hasValue, type === 'string', `${name} --${option}`);
      }
    }
  });
});

describe('the help', () => {
  it('lists every command, and of a command every option and exit status, in lines of at most 100 characters', () => {
    const overview = programHelp(program);
    for (const { name, summary } of program.commands)
      assert.ok(overview.includes(`${name.padEnd(12)}${summary}`));
    for (const command of program.commands) {
      const help = commandHelp(program.name, command);
      for (const option of Object.keys(command.options)) assert.ok(help.includes(long(option)), option);
      for (const [status, meaning] of command.exitStatuses)
        assert.ok(help.includes(`  ${String(status)}  ${meaning}`), meaning);
      for (const line of [...help.split('\n'), ...overview.split('\n')]) assert.ok(line.length <= 100, line);
    }
  });
});

describe('the manual page', () => {
  const page = manPage(program, '1.2.3');

  it('has the sections of man-pages(7), every command and every option', () => {
    for (const section of ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS', 'EXIT STATUS'])
      assert.ok(page.includes(`\n.SH ${section}\n`), section);
    for (const { name, options } of program.commands) {
      assert.ok(page.includes(`\n.SH ${name.toUpperCase()}\n`), name);
      for (const option of Object.keys(options))
        assert.ok(page.includes(`\\-\\-${option.replaceAll('-', '\\-')}`), option);
    }
  });

  it('has no line that would be read as another macro', () => {
    for (const line of page.split('\n')) assert.doesNotMatch(line, /^(?!\.(TH|SH|PP|TP|B|br)\b)[.']/);
  });
});

/** The words that bash offers when Tab is pressed after these. */
function offered(...words: readonly string[]): readonly string[] {
  const script = `${bashCompletion(program)}
COMP_WORDS=(socket-diagnostics "$@"); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _socket_diagnostics
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it('works in bash: commands, options, values, files', () => {
    assert.deepEqual(offered('in'), ['inspect']);
    assert.deepEqual(
      offered(''),
      [...program.commands.map(({ name }) => name), '--help', '--version'],
      'all commands',
    );
    assert.deepEqual(offered('lint', '--format', ''), ['text', 'json', 'sarif']);
    assert.deepEqual(offered('lint', '--ta'), ['--target-kernel']);
    assert.deepEqual(offered('lint', 'package.j'), ['package.json']);
    assert.deepEqual(offered('causes', 'sr'), ['src']);
    assert.deepEqual(offered('completion', 'f'), ['fish']);
    assert.deepEqual(offered('inspect', '--host', ''), []);
  });

  it('names every command, option and value for zsh and fish', () => {
    for (const script of [zshCompletion(program), fishCompletion(program)])
      for (const { name, summary, options } of program.commands) {
        assert.ok(script.includes(name) && script.includes(summary), name);
        for (const [option, { values }] of Object.entries(options)) {
          assert.ok(script.includes(option), option);
          assert.ok(script.includes(values?.join(' ') ?? ''), option);
        }
      }
  });
});
