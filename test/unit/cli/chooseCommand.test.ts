import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseCommand } from '../../../src/cli/chooseCommand.ts';
import { program } from '../../../src/cli/program.ts';

describe('chooseCommand', () => {
  it('finds each command, with options before or after it', () => {
    for (const { name } of program.commands) {
      assert.deepEqual(chooseCommand([name, '--json', 'x']), {
        kind: 'command',
        name,
        args: ['--json', 'x'],
      });
    }
    assert.deepEqual(chooseCommand(['--collector', 'proc', 'inspect', '--json']), {
      kind: 'command',
      name: 'inspect',
      args: ['--collector', 'proc', '--json'],
    });
  });

  it('helps and gives the version', () => {
    for (const word of ['--help', '-h']) assert.deepEqual(chooseCommand([word]), { kind: 'help' });
    assert.deepEqual(chooseCommand(['--version']), { kind: 'version' });
  });

  it('says what is wrong', () => {
    for (const args of [[], ['--json']]) {
      const chosen = chooseCommand(args);
      assert.ok(chosen.kind === 'wrong');
      assert.match(chosen.message, /Specify a command: inspect, sockets/);
    }
    assert.deepEqual(chooseCommand(['inspct', 'inspect']), {
      kind: 'wrong',
      message: 'Unknown command “inspct”.',
    });
  });

  it('never throws', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('inspect', '--json', '--', '-', '-h'));
    fc.assert(fc.property(fc.array(word), (args) => void chooseCommand(args)));
  });
});
