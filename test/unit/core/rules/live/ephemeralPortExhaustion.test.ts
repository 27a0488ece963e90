import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import { ephemeralPortExhaustion as rule } from '../../../../../src/core/rules/live/ephemeralPortExhaustion.ts';
import { sourceText } from '../../../../../src/core/report/findings/sourceText.ts';
import type { WatchedDestination } from '../../../../../src/core/model/watched.ts';
import { evidence } from '../../../../support/evidence.ts';
import { noConnections, noKinds } from '../../../../support/noConnections.ts';
import { connected, onPorts, timeWait, type SocketRow } from '../../../../support/sockets.ts';

/** A thousand ports. */
const range = 'ip_local_port_range = 10000 10999\n';

function closed(count: number, secondsAgo = 20, remote = '10.0.0.9:80', local = '10.0.0.1'): SocketRow[] {
  return connected(10000, 1000, count, (port) => timeWait(`${local}:${port}`, remote, secondsAgo));
}

function judge(rows: readonly SocketRow[], lines = 'tcp_tw_reuse = 0', kernel = '6.18'): readonly Finding[] {
  return rule.evaluate(evidence({ rows, lines: range + lines, kernel }));
}

describe('ephemeral-port-exhaustion', () => {
  it('says nothing below 80 %, warns from there, and is an error from 95 % on', () => {
    const severities = [0, 799, 800, 949, 950, 1000].map((count) => judge(closed(count))[0]?.severity);
    assert.deepEqual(severities, [undefined, undefined, 'warning', 'warning', 'error', 'error']);
  });

  it('names who opened connections to it that ended while it was listened, where no open socket tells', () => {
    const none = { total: 0 };
    const ended: WatchedDestination = {
      remoteAddress: '10.0.0.9',
      remotePort: 80,
      ended: 40,
      perSecond: 40,
      kinds: { ...noKinds, exchange: 40 },
      closedFirst: { us: 40, peer: 0, unknown: 0 },
      bytes: { sent: none, received: none },
      segments: { out: none, in: none },
      retransmits: 0,
      processes: [{ pid: 7, name: 'crawler', ended: 3, probably: false }],
    };
    const judged = (destinations: readonly WatchedDestination[]) =>
      rule.evaluate(
        evidence({
          rows: closed(1000),
          lines: `${range}tcp_tw_reuse = 0`,
          connections: { ...noConnections, destinations },
        }),
      )[0];
    assert.match(judged([ended])?.explanation ?? '', / Probably crawler \(process 7\) opened them\.$/);
    assert.doesNotMatch(judged([{ ...ended, remotePort: 81 }])?.explanation ?? '-', /Probably/);
  });

  it('names the destination, the side, and the evidence with its sources', () => {
    const rows = [...closed(700), ...closed(950, 5).slice(700)];
    const [finding, more] = judge(
      rows,
      'tcp_tw_reuse = 0\ntcp_timestamps = 1\nip_local_reserved_ports = 10999',
    );
    assert.ok(finding !== undefined && more === undefined);
    assert.deepEqual(
      [finding.rule, finding.section, finding.severity, finding.side],
      ['ephemeral-port-exhaustion', 'ephemeral-port-exhaustion', 'error', 'client'],
    );
    assert.deepEqual(finding.subject, {
      kind: 'destination',
      localAddress: '10.0.0.1',
      remoteAddress: '10.0.0.9',
      remotePort: 80,
    });
    assert.equal(
      finding.title,
      'Connections from 10.0.0.1 to 10.0.0.9:80 use 950 of 999 local ports (95 %).',
    );
    assert.equal(
      finding.explanation,
      'This host closed 950 of these connections first, so each of them keeps its port in TIME_WAIT for 60 s. ' +
        'When no port is left, connect() to this destination fails with EADDRNOTAVAIL.',
    );
    assert.deepEqual(
      finding.evidence.map(({ label, value, source }) => [label, value, sourceText(source)]),
      [
        ['Ports in use', '950 of 999 (95 %)', 'socket table'],
        ['Of these, in TIME_WAIT', '950', 'socket table'],
        [
          'Local port range',
          '10000–10999, 1 port reserved; at most 999 usable',
          '/proc/sys/net/ipv4/ip_local_port_range',
        ],
        ['tcp_tw_reuse', '0 (off)', '/proc/sys/net/ipv4/tcp_tw_reuse'],
        ['tcp_timestamps', '1 (on: required for reuse, on both sides)', '/proc/sys/net/ipv4/tcp_timestamps'],
        ['Rate that the range sustains', '17 connections per second', '999 ports / 60 s'],
        ['Closed first by this host', '25 per second', 'socket timers'],
      ],
    );
    assert.match(finding.remedies[0] ?? '', /^Keep connections open/);
    assert.match(finding.remedies.join('\n'), /Set net\.ipv4\.tcp_tw_reuse to 1 on this host/);
  });

  it('says what the default range is good for', () => {
    const rows = onPorts(32768, 28232, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:80'));
    const [finding] = rule.evaluate(
      evidence({ rows, lines: 'ip_local_port_range = 32768 60999\ntcp_tw_reuse = 0' }),
    );
    const rate = finding?.evidence.find(({ label }) => label.startsWith('Rate'));
    assert.equal(rate?.value, '471 connections per second');
    assert.match(finding?.title ?? '', /use 28,232 of 28,232 local ports \(100 %\)/);
  });

  it('is information where tcp_tw_reuse gives the ports back', () => {
    const [finding] = judge(closed(1000), 'tcp_tw_reuse = 1\ntcp_tw_reuse_delay = 100');
    assert.equal(finding?.severity, 'information');
    assert.match(finding.explanation, /tcp_tw_reuse lets new connections reuse 1,000 of them right now/);
    const values = finding.evidence
      .map(({ label, value, source }) => `${label}: ${value} [${sourceText(source)}]`)
      .join('\n');
    assert.match(values, /tcp_tw_reuse: 1 \(on for all outgoing connections\)/);
    assert.match(
      values,
      /TIME_WAIT sockets reusable now: 1,000, at least 0.1 s old \[.*tcp_tw_reuse_delay\]/,
    );
    assert.match(
      values,
      /Rate that the range sustains: 10,000 connections per second \[1,000 ports \/ 0.1 s\]/,
    );
    assert.doesNotMatch(finding.remedies.join('\n'), /tcp_tw_reuse/);
  });

  it('counts a port that is too young to be taken over as blocked', () => {
    const severity = (young: number): string | undefined =>
      judge([...closed(young, 0), ...closed(1000).slice(young)], 'tcp_tw_reuse = 1')[0]?.severity;
    assert.deepEqual([799, 800, 949, 950].map(severity), ['information', 'warning', 'warning', 'error']);
  });

  it('says where the delay is from when the kernel has no parameter for it', () => {
    const [finding] = judge(closed(900), 'tcp_tw_reuse = 1');
    const reuse = finding?.evidence.find(({ label }) => label.includes('reusable'));
    assert.equal(reuse?.value, '900, at least 1 s old');
    assert.deepEqual(reuse.source, { kind: 'computed', from: 'kernel constant before 6.14' });
  });

  it('knows that 2 helps loopback only', () => {
    const effect = (rows: readonly SocketRow[], kernel: string): readonly (string | undefined)[] => {
      const [finding] = judge(rows, 'tcp_tw_reuse = 2', kernel);
      return [finding?.severity, finding?.evidence.find(({ label }) => label === 'tcp_tw_reuse')?.value];
    };
    const loopback = closed(1000, 20, '127.0.0.1:80', '127.0.0.1');
    assert.deepEqual(effect(closed(1000), '6.18'), [
      'error',
      '2 (loopback only: does not apply to this destination)',
    ]);
    assert.deepEqual(effect(loopback, '6.18'), ['information', '2 (loopback only: applies here)']);
    assert.deepEqual(effect(closed(1000), '4.17'), ['information', '2 (on for all outgoing connections)']);
  });

  it('knows that reuse does nothing without timestamps, and says what to do', () => {
    const [finding] = judge(closed(1000), 'tcp_tw_reuse = 1\ntcp_timestamps = 0');
    assert.equal(finding?.severity, 'error');
    const values = finding.evidence.map(({ value }) => value);
    assert.ok(values.includes('1 (no effect: tcp_timestamps is 0)'));
    assert.ok(values.includes('0 (off: nothing can be reused)'));
    assert.match(finding.remedies.join('\n'), /Set net\.ipv4\.tcp_timestamps to 1/);
  });

  it('tells open connections from TIME_WAIT', () => {
    const open = connected(10000, 1000, 900, (port): SocketRow => ({
      state: 'ESTABLISHED',
      local: `10.0.0.1:${port}`,
      remote: '[::ffff:10.0.0.9]:80',
    }));
    const [finding] = judge(open, 'tcp_tw_reuse = 1');
    assert.equal(finding?.severity, 'warning');
    assert.match(
      finding.explanation,
      /^900 ports are held by connections that are still open, not by TIME_WAIT: most are established\./,
    );
    assert.match(finding.remedies[0] ?? '', /forgets to close/);
  });

  it('puts IPv6 into brackets', () => {
    const rows = closed(900, 20, '[2001:db8::9]:443', '[2001:db8::1]');
    assert.match(judge(rows)[0]?.title ?? '', /^Connections from 2001:db8::1 to \[2001:db8::9\]:443 use/);
  });

  it('says so when there is no port at all', () => {
    const lines = 'ip_local_port_range = 10000 10001\nip_local_reserved_ports = 10000';
    const rows: SocketRow[] = [{ state: 'LISTEN', local: '0.0.0.0:10001' }];
    const [finding, more] = rule.evaluate(evidence({ rows, lines }));
    assert.ok(finding !== undefined && more === undefined);
    assert.equal(finding.severity, 'error');
    assert.deepEqual(finding.subject, { kind: 'parameter', key: 'net.ipv4.ip_local_reserved_ports' });
    assert.equal(finding.title, 'The local port range has no ports that outgoing connections can use.');
    assert.equal(
      finding.evidence[0]?.value,
      '10000–10001, 1 port reserved, 1 port with a listening socket; at most 0 usable',
    );
  });

  it('lists ten destinations, fullest first, and counts the others', () => {
    const rows = Array.from({ length: 13 }, (_, at) => closed(800 + at, 20, `10.0.1.${at}:80`)).flat();
    const findings = judge(rows);
    assert.equal(findings.length, 11);
    assert.match(findings[0]?.title ?? '', /10\.0\.1\.12:80 use 812 of/);
    assert.deepEqual(
      [findings[10]?.severity, findings[10]?.subject, findings[10]?.title],
      ['warning', { kind: 'host' }, '3 more destinations use 80 % or more of the local ports.'],
    );
    assert.equal(judge(rows.slice(0, rows.length - 812 - 811 - 810)).length, 10);
  });

  it('has nothing to say where the range is not known', () => {
    assert.deepEqual(rule.evaluate(evidence({ rows: closed(1000), lines: '' })), []);
    assert.deepEqual(rule.evaluate({}), []);
  });
});
