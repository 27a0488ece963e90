import assert from 'node:assert/strict';
import type { HostsResult, ListedHost } from '../../src/core/protocol/hosts.ts';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { HostList } from '../../src/extension/hosts/hostList.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';

const local: ListedHost = { id: 'local', kind: 'local', label: 'here' };
const container: ListedHost = { id: 'netns:7', kind: 'container', label: '0123456789ab' };
const named: ListedHost = { id: 'netns:blue', kind: 'named', label: 'blue' };

function world(sshHosts: readonly string[] = []) {
  const forgotten: string[] = [];
  const kept = { sshHosts, listed: [local, container, named] as readonly ListedHost[] };
  const inspections = new Inspections({
    lookFurther: () => Promise.resolve({ kind: 'stale' }),
    inspect: ({ host }) => Promise.resolve({ inspection: host, roots: [] } as unknown as InspectResult),
    isTrusted: () => true,
    canInspect: () => true,
    collector: () => 'auto',
  });
  const list = new HostList(
    {
      machine: 'here',
      hosts: () => Promise.resolve({ hosts: kept.listed, sshCandidates: [], problems: [] } as HostsResult),
      sshHosts: () => kept.sshHosts,
      setSshHosts: (hosts) => {
        kept.sshHosts = hosts;
        return Promise.resolve();
      },
    },
    inspections,
  );
  inspections.onDidForget((host) => forgotten.push(host));
  const ids = (): readonly string[] => list.all.map(({ id }) => id);
  return { list, inspections, kept, forgotten, ids };
}

describe('the list of hosts', () => {
  it('has this machine first, then added hosts, namespaces as listed, and opened snapshots', async () => {
    const { list, inspections, ids } = world(['web1', 'me@db:2222']);
    assert.deepEqual(ids(), ['local', 'ssh:web1', 'ssh:me@db:2222']);
    await list.refresh();
    await inspections.of('file:/tmp/saved.json').inspect();
    assert.deepEqual(ids(), [
      ...['local', 'ssh:web1', 'ssh:me@db:2222'],
      ...['netns:7', 'netns:blue', 'file:/tmp/saved.json'],
    ]);
    assert.equal(list.entryOf('file:/tmp/saved.json').label, 'saved.json');
    assert.equal(list.entryOf('netns:green').label, 'green');
  });

  it('adds a host to the setting once, and removes it with what is known of it', async () => {
    const { list, inspections, kept, forgotten } = world();
    const entry = await list.addSsh('web1');
    await list.addSsh('web1');
    assert.deepEqual(kept.sshHosts, ['web1']);
    await inspections.of(entry.id).inspect();
    inspections.setCurrent(entry.id);
    await list.remove(entry);
    assert.deepEqual([kept.sshHosts, forgotten], [[], ['ssh:web1']]);
    assert.deepEqual([inspections.known.length, inspections.current.host], [0, 'local']);
  });

  it('drops a host that was taken out of the setting by hand', async () => {
    const { list, inspections, kept, forgotten } = world(['web1', 'web2']);
    await inspections.of('ssh:web1').inspect();
    kept.sshHosts = ['web2'];
    list.settingsChanged();
    assert.deepEqual([forgotten, inspections.known.length], [['ssh:web1'], 0]);
  });

  it('keeps a namespace that is gone while its figures are there, marked as such', async () => {
    const { list, inspections, kept, ids } = world();
    await list.refresh();
    await inspections.of('netns:7').inspect();
    kept.listed = [local];
    await list.refresh();
    assert.deepEqual(ids(), ['local', 'netns:7']);
    const gone = list.entryOf('netns:7');
    assert.equal(gone.isGone, true);
    await list.remove(gone);
    assert.deepEqual(ids(), ['local']);
    kept.listed = [local, container];
    await list.refresh();
    assert.equal(list.entryOf('netns:7').isGone, undefined);
  });
});
