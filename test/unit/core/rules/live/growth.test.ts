import assert from 'node:assert/strict';
import { connectionsReset } from '../../../../../src/core/rules/live/connectionsReset.ts';
import { connectsRefused } from '../../../../../src/core/rules/live/connectsRefused.ts';
import { conntrackDrops } from '../../../../../src/core/rules/live/conntrackDrops.ts';
import { manyRetransmits } from '../../../../../src/core/rules/live/manyRetransmits.ts';
import type { Rule } from '../../../../../src/core/rules/rule.ts';
import type { KindCounts, WatchedConnections, WatchedGroup } from '../../../../../src/core/model/watched.ts';
import { evidence, readings } from '../../../../support/evidence.ts';
import { noConnections, watchedGroup } from '../../../../support/noConnections.ts';

/** What a rule finds if counters grew so much in ten seconds. */
function judge(rule: Rule, growth: Readonly<Record<string, number>>, lines = 'tcp_tw_reuse = 2') {
  const before = Object.fromEntries(Object.keys(growth).map((name) => [name, 0]));
  return rule.evaluate(evidence({ counters: readings(growth, before), lines }));
}

/** The same after a single reading. */
function once(rule: Rule, counters: Readonly<Record<string, number>>) {
  return rule.evaluate(evidence({ counters: readings(counters) }));
}

describe('connects-refused', () => {
  it('needs two readings, and at least five failures a second', () => {
    assert.deepEqual(once(connectsRefused, { 'Tcp.AttemptFails': 9999 }), []);
    assert.deepEqual(judge(connectsRefused, { 'Tcp.AttemptFails': 49 }), []);
    const [found] = judge(connectsRefused, { 'Tcp.AttemptFails': 50 });
    assert.equal(found?.title, '50 connection attempts have failed in the last 10 s.');
  });
});

describe('where they failed, and where connections were reset', () => {
  const grown = readings(
    { 'Tcp.AttemptFails': 500, 'Tcp.EstabResets': 500 },
    { 'Tcp.AttemptFails': 0, 'Tcp.EstabResets': 0 },
  );
  const title = (rule: Rule, connections: Partial<WatchedConnections>) =>
    rule.evaluate(evidence({ counters: grown, connections: { ...noConnections, ...connections } }))[0]?.title;
  const to = (remotePort: number, kinds: Partial<KindCounts>, processes: WatchedGroup['processes'] = []) => ({
    ...watchedGroup(kinds, { processes }),
    remoteAddress: '10.0.0.5',
    remotePort,
  });
  const curl = (pid: number) => ({ pid, name: 'curl', ended: 3, probably: false });

  it('is said if connections were heard to end there', () => {
    assert.equal(
      title(connectsRefused, { destinations: [to(80, { long: 90 }), to(81, { refused: 9 })] }),
      '500 connection attempts have failed in the last 10 s. Most of them went to 10.0.0.5:81.',
    );
    assert.match(
      title(connectsRefused, { destinations: [to(81, { timedOut: 9 }, [curl(3), curl(4)])] }) ?? '',
      / Most of them, of curl \(processes 3, 4\), went to 10\.0\.0\.5:81\.$/,
    );
    assert.match(
      title(connectsRefused, { destinations: [to(0, { refused: 9 }, [{ ...curl(3), probably: true }])] }) ??
        '',
      / Most of them went to 10\.0\.0\.5\.$/,
      'of that port nobody knows',
    );
    const server = { ...watchedGroup({ resetByUs: 9 }), address: '0.0.0.0', port: 80 };
    assert.match(
      title(connectionsReset, { listeners: [server] }) ?? '',
      / Most of them were accepted at 0\.0\.0\.0:80\.$/,
    );
  });

  it('is worth knowing only if those who reset had connected themselves, as HAProxy does', () => {
    const severity = (connections: Partial<WatchedConnections>) =>
      connectionsReset.evaluate(
        evidence({ counters: grown, connections: { ...noConnections, ...connections } }),
      )[0]?.severity;
    const listener = (kinds: Partial<KindCounts>) => [{ ...watchedGroup(kinds), address: '::', port: 80 }];
    const byUs = [to(80, { resetByUs: 9 })];
    assert.equal(severity({ destinations: byUs }), 'information');
    assert.equal(severity({ destinations: byUs, listeners: listener({ resetByPeer: 9 }) }), 'information');
    assert.equal(severity({ destinations: [to(80, { resetByPeer: 9 })] }), 'warning');
    assert.equal(severity({ listeners: listener({ resetByUs: 9 }) }), 'warning');
    assert.equal(severity({}), 'warning');
  });

  it('is not said if no place has most of them', () => {
    const places = [80, 81].map((port) => to(port, { refused: 9 }));
    assert.match(title(connectsRefused, { destinations: places }) ?? '', /in the last 10 s\.$/);
  });
});

describe('connections-reset', () => {
  it('needs five a second, and a fifth of the connections', () => {
    assert.deepEqual(once(connectionsReset, { 'Tcp.EstabResets': 9999 }), []);
    assert.deepEqual(judge(connectionsReset, { 'Tcp.EstabResets': 49 }), []);
    assert.deepEqual(judge(connectionsReset, { 'Tcp.EstabResets': 50, 'Tcp.ActiveOpens': 251 }), []);
    assert.equal(judge(connectionsReset, { 'Tcp.EstabResets': 50, 'Tcp.ActiveOpens': 250 }).length, 1);
  });

  it('says whose resets they are', () => {
    const [own] = judge(connectionsReset, { 'Tcp.EstabResets': 50, 'TcpExt.TCPAbortOnClose': 50 });
    assert.match(own?.explanation ?? '', /^Programs here reset/);
    assert.match(
      judge(connectionsReset, { 'Tcp.EstabResets': 50 })[0]?.explanation ?? '',
      /^The peers reset/,
    );
  });
});

describe('many-retransmits', () => {
  it('needs fifty, and a twentieth of what was sent', () => {
    assert.deepEqual(judge(manyRetransmits, { 'Tcp.RetransSegs': 49, 'Tcp.OutSegs': 0 }), []);
    assert.deepEqual(judge(manyRetransmits, { 'Tcp.RetransSegs': 50, 'Tcp.OutSegs': 1000 }), []);
    const [found] = judge(manyRetransmits, { 'Tcp.RetransSegs': 100, 'Tcp.OutSegs': 900 });
    assert.match(found?.title ?? '', /^10 % of what TCP sent/);
  });
});

describe('conntrack-drops', () => {
  const room = 'net.netfilter.nf_conntrack_max = 1000';
  const failed = { 'nf_conntrack.insert_failed': 6, 'nf_conntrack.entries': 10 };

  it('takes a connection that could not be entered while there is room for a lack of NAT ports', () => {
    const [grown] = judge(conntrackDrops, failed, room);
    assert.equal(grown?.severity, 'error');
    assert.match(grown.title, /^The NAT of this host has found no free port for 6 packets in the last 10 s/);
    const [past] = once(conntrackDrops, failed);
    assert.equal(past?.severity, 'warning');
  });

  it('names where the NAT uses most ports, if that was read', () => {
    const ends = { translatedAddress: '192.0.2.1', remoteAddress: '198.51.100.7', remotePort: 443 };
    const nat = [{ protocol: 'tcp', ...ends, used: 10, low: 45_000, high: 45_009 } as const];
    const [found] = conntrackDrops.evaluate({ ...evidence({ counters: readings(failed) }), nat });
    assert.deepEqual(
      [found?.evidence[0]?.label, found?.evidence[0]?.value],
      ['NAT ports from 192.0.2.1 to 198.51.100.7:443', '10 in 45000–45009'],
    );
  });

  it('does not take packets without a NAT port, which count as dropped, for ones without room in the table', () => {
    const both = { ...failed, 'nf_conntrack.drop': 6 };
    assert.equal(judge(conntrackDrops, both, room).length, 1);
    const [, full] = judge(conntrackDrops, { ...both, 'nf_conntrack.drop': 9 }, room);
    assert.match(full?.title ?? '', /^Connection tracking has dropped 3 packets/);
  });

  it('leaves a full table to another rule', () => {
    assert.deepEqual(judge(conntrackDrops, { ...failed, 'nf_conntrack.entries': 999 }, room), []);
  });

  it('is an error where packets were dropped while it was looked at', () => {
    const [found] = judge(conntrackDrops, { 'nf_conntrack.drop': 3, 'nf_conntrack.entries': 10 }, room);
    assert.equal(found?.severity, 'error');
    assert.match(found.title, /^Connection tracking has dropped 3 packets/);
  });
});
