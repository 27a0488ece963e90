import assert from 'node:assert/strict';
import { judgeConnections } from '../../../../../src/core/inspect/judgeConnections.ts';
import type { KindCounts, WatchedConnections, WatchedGroup } from '../../../../../src/core/model/watched.ts';
import { connectWithoutPort } from '../../../../../src/core/rules/watched/connectWithoutPort.ts';
import type { TcpStateName } from '../../../../../src/core/model/tcpState.ts';
import { evidence } from '../../../../support/evidence.ts';
import type { SocketRow } from '../../../../support/sockets.ts';
import { noConnections, watchedGroup } from '../../../../support/noConnections.ts';

function rules(connections: Partial<WatchedConnections>): readonly string[] {
  return judgeConnections({ ...noConnections, seconds: 10, ...connections }).map(
    ({ rule, severity }) => `${severity} ${rule}`,
  );
}

function to(kinds: Partial<KindCounts>, rest?: Partial<WatchedGroup>): Partial<WatchedConnections> {
  return { destinations: [{ remoteAddress: '10.0.0.5', remotePort: 5432, ...watchedGroup(kinds, rest) }] };
}

function at(kinds: Partial<KindCounts>): Partial<WatchedConnections> {
  return { listeners: [{ address: '0.0.0.0', port: 80, ...watchedGroup(kinds) }] };
}

describe('what the rules make of connections that ended', () => {
  it('is nothing where nothing ended, and where all is well', () => {
    assert.deepEqual(rules({}), []);
    assert.deepEqual(rules({ ...to({ long: 500 }), ...at({ long: 300, exchange: 500 }) }), []);
  });

  it('is an error for a single connect() without a local port, with the process', () => {
    assert.deepEqual(rules(to({ noLocalPort: 1, long: 900 })), ['error connect-without-port']);
    const processes = [{ pid: 7, name: 'crawler', ended: 0, probably: true }];
    const [finding] = judgeConnections({
      ...noConnections,
      seconds: 1,
      destinations: [
        { remoteAddress: '10.0.0.5', remotePort: 0, ...watchedGroup({ noLocalPort: 37 }, { processes }) },
      ],
    });
    assert.equal(
      finding?.title,
      '37 connect() calls to 10.0.0.5 failed in 1 s because no local port was left.',
    );
    assert.ok(
      finding.evidence.some(({ label, value }) => label === 'Probably of' && value === 'crawler (7)'),
    );
  });

  it('says what holds the ports, and only what helps against that', () => {
    const owners = new Map(
      Array.from({ length: 100 }, (_, at) => [at + 1, [{ pid: 9, name: 'mesh' }]] as const),
    );
    const judge = (state: TcpStateName, more: Partial<SocketRow> = {}) => {
      const rows = Array.from({ length: 100 }, (_, at) => ({
        state,
        local: `10.0.0.1:${String(40_000 + at)}`,
        remote: '10.0.0.5:5432',
        inode: at + 1,
        ...more,
      }));
      const lines = 'ip_local_port_range = 40000 40099';
      const connections = { ...noConnections, ...to({ noLocalPort: 37 }) };
      const [found] = connectWithoutPort.evaluate(evidence({ rows, lines, owners, connections }));
      return [/was left\.(.*)$/.exec(found?.title ?? '')?.[1], found?.remedies.join(' ') ?? ''] as const;
    };
    const [syn, synHelp] = judge('SYN_SENT');
    assert.equal(syn, ' mesh (process 9) holds 100 of 100, most in SYN_SENT.');
    assert.match(synHelp, /^Find out why the peer does not answer/);
    assert.doesNotMatch(synHelp, /TIME_WAIT/);
    const [timeWait, help] = judge('TIME_WAIT', { inode: 0, timer: 'timewait', timerMs: 30_000 });
    assert.equal(timeWait, ' 100 ports of 100 are in TIME_WAIT.');
    assert.match(help, /Let the other side close first/);
    assert.match(help, /watch --exact/, 'nobody knows whose they are');
    const [bound] = judge('CLOSE', { remote: '0.0.0.0:0' });
    assert.equal(bound, ' mesh (process 9) holds 100 of 100 with bind().');
    assert.equal(judge('ESTABLISHED', { local: '10.0.0.1:5' })[0], '', 'the sockets do not show it');
  });

  it('names the process with those that are refused', () => {
    const one = { pid: 7, name: 'crawler', ended: 1, probably: false };
    const titles = (processes: WatchedGroup['processes']) =>
      judgeConnections({ ...noConnections, ...to({ refused: 9 }, { processes }) })[0]?.title;
    assert.equal(
      titles([one]),
      '10.0.0.5:5432 refused 9 connections in 1 s. They were of crawler (process 7).',
    );
    assert.match(
      titles([
        { ...one, probably: true },
        { ...one, pid: 8 },
        { ...one, name: 'curl' },
      ]) ?? '',
      /9 connections in 1 s\. They were probably of crawler \(processes 7, 8\) and 1 other program\.$/,
    );
  });

  it('is a warning for targets that refuse or stay silent, but not for one of many', () => {
    assert.deepEqual(rules(to({ refused: 5 })), ['warning connect-refused']);
    assert.deepEqual(rules(to({ refused: 4, long: 1 })), []);
    assert.deepEqual(rules(to({ refused: 20, long: 980 })), []);
    assert.deepEqual(rules(to({ timedOut: 3 })), ['warning connect-timed-out']);
    assert.deepEqual(rules(to({ timedOut: 2, long: 10 })), []);
  });

  it('tells a connection for each request from a few of them', () => {
    assert.deepEqual(rules(to({ exchange: 400, long: 10 })), ['information connection-per-request']);
    assert.deepEqual(rules(to({ exchange: 150 })), [], '15 a second');
    assert.deepEqual(rules(to({ exchange: 300, long: 300 })), [], 'half of them carry more');
    assert.deepEqual(rules(at({ exchange: 4000 })), [], 'what clients do is not for the server to change');
  });

  it('tells a storm of probes from health checks', () => {
    assert.deepEqual(rules(at({ probe: 400 })), ['information probe-storm']);
    assert.deepEqual(rules(to({ probe: 400 })), ['information probe-storm']);
    assert.deepEqual(rules(at({ probe: 60 })), [], '6 a second');
    assert.deepEqual(rules(at({ probe: 400, exchange: 500 })), []);
  });

  it('tells resets at close, on both sides', () => {
    assert.deepEqual(rules(to({ resetByUs: 10, exchange: 20 })), ['information resets-at-close']);
    assert.deepEqual(rules(at({ resetByPeer: 10, long: 20 })), ['information resets-at-close']);
    assert.deepEqual(rules(to({ resetByPeer: 10, long: 200 })), []);
  });

  it('tells a path that loses packets, and not a host that does not answer', () => {
    assert.deepEqual(rules(to({ long: 100 }, { retransmits: 40 })), ['information path-retransmits']);
    assert.deepEqual(rules(to({ long: 100 }, { retransmits: 5 })), []);
    assert.deepEqual(rules(to({ long: 1000 }, { retransmits: 40 })), []);
    assert.deepEqual(rules(to({ timedOut: 100 }, { retransmits: 400 })), ['warning connect-timed-out']);
  });

  it('says that announcements were lost', () => {
    const [finding] = judgeConnections({ ...noConnections, lost: 12, ...to({ noLocalPort: 3 }) });
    assert.ok(finding?.evidence.some(({ key, value }) => key === 'lost-announcements' && value === '12'));
  });
});
