import assert from 'node:assert/strict';
import { connectionsReset } from '../../../../../src/core/rules/live/connectionsReset.ts';
import { connectsRefused } from '../../../../../src/core/rules/live/connectsRefused.ts';
import { conntrackDrops } from '../../../../../src/core/rules/live/conntrackDrops.ts';
import { manyRetransmits } from '../../../../../src/core/rules/live/manyRetransmits.ts';
import type { Rule } from '../../../../../src/core/rules/rule.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

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

  it('leaves a full table to another rule', () => {
    assert.deepEqual(judge(conntrackDrops, { ...failed, 'nf_conntrack.entries': 999 }, room), []);
  });

  it('is an error where packets were dropped while it was looked at', () => {
    const [found] = judge(conntrackDrops, { 'nf_conntrack.drop': 3, 'nf_conntrack.entries': 10 }, room);
    assert.equal(found?.severity, 'error');
    assert.match(found.title, /^Connection tracking has dropped 3 packets/);
  });
});
