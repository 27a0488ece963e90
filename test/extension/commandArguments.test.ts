import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { commandIds } from '../../src/extension/ids.ts';
import { waitFor } from '../support/waitFor.ts';

/** Called as a keybinding, a link or another extension may: with anything. */
describe('the arguments of commands', () => {
  const file = { key: 'net.ipv4.ip_forward', path: '/etc/sysctl.conf', line: 1 };
  for (const [name, argument, values] of [
    ['filter', 'text', [7]],
    ['groupBy', 'grouping', ['colour']],
    ['sortBy', 'sort', [7]],
    ['openGuide', 'section', [7]],
    ['showMore', 'host', []],
    ['showMore', 'parent', ['local', 7]],
    ['closeSockets', 'row', ['local']],
    ['applyParameter', 'parameter', [undefined]],
    ['applyParameter', 'parameter.valeu', [{ host: 'local', key: 'net.ipv4.ip_forward', valeu: '1' }]],
    ['inspectHost', 'host', [{ kind: 'group' }]],
    ['removeHost', 'host', [null]],
    ['refreshPrometheus', 'prometheus', [{ kind: 'group' }]],
    ['inspectInstance', 'instance', [{ kind: 'instance' }]],
    ['findingGuide', 'finding', [{ kind: 'group' }]],
    ['findingRun', 'action.kind', ['local', { kind: 'runAsRoot' }]],
    ['findingRun', 'action.line', ['local', { kind: 'openFile', ...file, line: -1 }]],
    ['findingRun', 'action.command', ['local', { kind: 'copyCommand', purpose: 'show' }]],
    ['copyShellCommand', 'command', [['ls']]],
    ['saveDropIn', 'file.fileName', [{ fileName: '../../etc/passwd', text: '' }]],
    ['checkFileAgain', 'uri', [7]],
    ['openSnapshot', 'file', ['/etc/passwd']],
  ] as const)
    it(`${name} refuses a wrong “${argument}”, and says so: ${JSON.stringify(values)}`, async () => {
      await assert.rejects(
        async () => commands.executeCommand(commandIds[name], ...values),
        (error: unknown) => {
          assert.ok(error instanceof Error);
          assert.ok(error.message.includes(commandIds[name]), error.message);
          assert.ok(error.message.includes(`“${argument}”`), error.message);
          return true;
        },
      );
    });

  it('may be more than a command takes, and null where it takes none', async () => {
    await commands.executeCommand(commandIds.clearFilter, { groupId: 1 }, 'more');
    await commands.executeCommand(commandIds.resetShape, null);
    const report: unknown = await commands.executeCommand(commandIds.refresh, { groupId: 1 });
    assert.ok(report);
  });

  it('type into a terminal of our own, whichever is active', async () => {
    const other = window.createTerminal('an editor may run here');
    try {
      other.show();
      await commands.executeCommand(commandIds.typeShellCommand, 'ss -tan');
      const ours = await waitFor(
        'the terminal',
        () => window.terminals.find(({ name }) => name === 'Socket Diagnostics'),
        (terminal) => terminal !== undefined,
      );
      ours?.dispose();
    } finally {
      other.dispose();
    }
  });
});
