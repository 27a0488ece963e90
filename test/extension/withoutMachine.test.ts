import assert from 'node:assert/strict';
import { hostId, localHost } from '../../src/core/model/hostId.ts';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { browserCommands } from '../../src/extension/commands/browserCommands.ts';
import { withoutMachine } from '../../src/extension/commands/withoutMachine.ts';
import type { CommandTypes } from '../../src/extension/commandTypes.ts';
import { isUserError } from '../../src/extension/errors.ts';
import type { Failures } from '../../src/extension/failures.ts';
import { HostList } from '../../src/extension/hosts/hostList.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';

const snapshot = hostId('file', 'vscode-vfs://github/a/b/c.sockets.json');

function inspectionsInBrowser() {
  const asked: string[] = [];
  const inspections = new Inspections({
    lookFurther: () => Promise.resolve({ kind: 'stale' }),
    inspect: ({ host }) => {
      asked.push(host);
      return Promise.resolve({
        inspection: host,
        roots: [],
        report: { openedFrom: host },
      } as unknown as InspectResult);
    },
    isTrusted: () => true,
    canInspect: (host) => host === snapshot,
    collector: () => 'auto',
  });
  return { asked, inspections };
}

describe('without a machine', () => {
  it('the commands that need a host say that there is none; the others run', () => {
    const ran: string[] = [];
    const shown: string[] = [];
    const names = Object.keys(commandIds) as (keyof typeof commandIds)[];
    const all = Object.fromEntries(names.map((name) => [name, () => ran.push(name)]));
    const failures = {
      show: (error: unknown) => {
        if (isUserError(error)) shown.push(error.code);
        return Promise.resolve();
      },
    } as unknown as Failures;
    const commands = withoutMachine(all as unknown as CommandTypes, failures);
    for (const name of names) (commands[name] as () => unknown)();
    assert.deepEqual(ran.sort(), [...browserCommands].sort());
    assert.equal(shown.length, names.length - browserCommands.length);
    assert.deepEqual([...new Set(shown)], ['no-machine']);
  });

  it('nothing is asked of a host, and a snapshot is opened', async () => {
    const { asked, inspections } = inspectionsInBrowser();
    assert.equal(inspections.waiting, undefined);
    await assert.rejects(inspections.of(localHost).inspect(), /VS Code runs in a browser here/);
    await inspections.of(snapshot).inspect();
    assert.deepEqual(asked, [snapshot]);
  });

  it('the list of hosts has the open snapshots, whatever the settings name', async () => {
    const { inspections } = inspectionsInBrowser();
    const list = new HostList(
      {
        machine: undefined,
        hosts: () => Promise.reject(new Error('nobody is asked')),
        sshHosts: () => ['db1'],
        setSshHosts: () => Promise.resolve(),
      },
      inspections,
    );
    await list.refresh();
    assert.deepEqual(list.all, []);
    await inspections.of(snapshot).inspect();
    assert.deepEqual(
      list.all.map(({ label }) => label),
      ['c.sockets.json'],
    );
  });
});
