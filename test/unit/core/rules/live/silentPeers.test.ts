import assert from 'node:assert/strict';
import { closeUnacknowledged } from '../../../../../src/core/rules/live/closeUnacknowledged.ts';
import { connectUnanswered } from '../../../../../src/core/rules/live/connectUnanswered.ts';
import { manyRetransmits } from '../../../../../src/core/rules/live/manyRetransmits.ts';
import { peerDoesNotRead } from '../../../../../src/core/rules/live/peerDoesNotRead.ts';
import { sendUnacknowledged } from '../../../../../src/core/rules/live/sendUnacknowledged.ts';
import type { TcpStateName } from '../../../../../src/core/model/tcpState.ts';
import { quietGone, quietUnknown } from '../../../../../src/core/model/socketTable.ts';
import type { CounterReadings } from '../../../../../src/core/model/counters.ts';
import { evidence, readings } from '../../../../support/evidence.ts';
import { onPorts, type SocketRow } from '../../../../support/sockets.ts';

const peer = '10.0.0.9:443';

function rows(count: number, state: TcpStateName, more: Partial<SocketRow>): SocketRow[] {
  return onPorts(40_000, count, (port) => ({
    state,
    local: `10.0.0.1:${String(port)}`,
    remote: peer,
    inode: port,
    ...more,
  }));
}

const owners = new Map(
  Array.from({ length: 100 }, (_, at) => [40_000 + at, [{ pid: 7, name: 'curl' }]] as const),
);

describe('connect-unanswered', () => {
  const judge = (
    count: number,
    retransmits: number,
    others: readonly SocketRow[] = [],
    counters?: CounterReadings,
  ) =>
    connectUnanswered.evaluate(
      evidence({
        rows: [...rows(count, 'SYN_SENT', { timer: 'retransmit', retransmits }), ...others],
        lines: 'ip_local_port_range = 32768 60999',
        owners,
        ...(counters && { counters }),
      }),
    );

  it('says nothing of a connect() that has just begun', () => {
    assert.deepEqual(judge(50, 0), []);
  });

  it('hears of those that have just begun by the counter, if it grew for nearly all of them', () => {
    const again = (count: number, secondsEarlier = 1.2): CounterReadings => ({
      current: new Map([['TcpExt.TCPSynRetrans', count]]),
      previous: { counters: new Map([['TcpExt.TCPSynRetrans', 0]]), secondsEarlier },
    });
    const [found] = judge(50, 0, [], again(50));
    assert.equal(found?.title, `curl (process 7) waits in connect() on 50 sockets: ${peer} does not answer.`);
    assert.match(found.explanation, /for at least 1 s for the oldest/);
    assert.deepEqual(judge(50, 0, [], again(40)), []);
    const up: SocketRow = { state: 'ESTABLISHED', local: '10.0.0.1:50000', remote: peer };
    assert.deepEqual(judge(50, 0, [up], again(50)), [], 'a path that loses packets');
    assert.deepEqual(judge(4, 0, [], again(4)), [], 'others may have come and gone');
    assert.deepEqual(judge(50, 0, [], again(500, 60)), []);
    const silent = rows(40, 'SYN_SENT', { timer: 'retransmit', retransmits: 2 });
    assert.match(judge(50, 0, silent, again(60))[0]?.title ?? '', /on 40 sockets/, 'those 40 sent again');
    const counters = again(500);
    const sent = new Map([...counters.current, ['Tcp.RetransSegs', 500], ['Tcp.OutSegs', 500]] as const);
    const read = { ...counters, current: sent } as CounterReadings;
    const input = evidence({ rows: rows(50, 'SYN_SENT', { timer: 'retransmit' }), counters: read });
    assert.deepEqual(manyRetransmits.evaluate(input), [], 'that is not a path that loses packets');
  });

  it('counts the ports of one address as one peer', () => {
    const many = rows(20, 'SYN_SENT', { timer: 'retransmit', retransmits: 2 }).map((row, at) => ({
      ...row,
      remote: `10.0.0.9:${String(1000 + at)}`,
    }));
    const up: SocketRow = { state: 'ESTABLISHED', local: '10.0.0.1:50000', remote: '10.0.0.9:1000' };
    const [found] = connectUnanswered.evaluate(evidence({ rows: [...many, up], owners }));
    assert.match(found?.title ?? '', /on 20 sockets: 10\.0\.0\.9 \(20 ports\) does not answer\.$/);
    assert.match(found?.explanation ?? '', /^The host answers on another port, so it is up/);
  });

  it('warns from five on, with the process and the peer', () => {
    assert.equal(judge(4, 1)[0]?.severity, 'information');
    const [found] = judge(5, 3);
    assert.equal(found?.severity, 'warning');
    assert.equal(found.title, `curl (process 7) waits in connect() on 5 sockets: ${peer} does not answer.`);
    assert.match(found.explanation, /host is down, or a firewall drops/);
  });

  it('says that the peer is up where another connection to it stands', () => {
    const up: SocketRow = { state: 'ESTABLISHED', local: '10.0.0.1:50000', remote: peer };
    assert.match(judge(5, 1, [up])[0]?.explanation ?? '', /answers on other connections, so it is up/);
  });

  it('leaves a full queue of a listener of this host to another rule, and only that', () => {
    const listener: SocketRow = { state: 'LISTEN', local: peer, receiveQueue: 5 };
    assert.deepEqual(judge(5, 1, [listener]), []);
    assert.equal(judge(5, 1, [{ ...listener, receiveQueue: 0 }]).length, 1);
  });

  it('leaves a queue that overflows between two looks to that rule, too', () => {
    const listener: SocketRow = { state: 'LISTEN', local: peer, receiveQueue: 0 };
    const overflowed = readings({ 'TcpExt.ListenOverflows': 9 }, { 'TcpExt.ListenOverflows': 2 });
    const before = readings({ 'TcpExt.ListenOverflows': 9 }, { 'TcpExt.ListenOverflows': 9 });
    assert.deepEqual(judge(5, 1, [listener], overflowed), []);
    assert.equal(judge(5, 1, [listener], before).length, 1);
    assert.equal(judge(5, 1, [{ ...listener, local: '10.0.0.9:80' }], overflowed).length, 1);
    assert.equal(judge(5, 1, [], overflowed).length, 1);
  });

  it('speaks where the queues overflow too rarely to be why so many wait', () => {
    const listener: SocketRow = { state: 'LISTEN', local: peer, receiveQueue: 0 };
    const once = readings({ 'TcpExt.ListenOverflows': 3 }, { 'TcpExt.ListenOverflows': 2 });
    const longAgo = { current: once.current, previous: { ...once.previous, secondsEarlier: 600 } };
    assert.equal(judge(50, 3, [listener], once).length, 1);
    assert.equal(judge(5, 3, [listener], longAgo as CounterReadings).length, 1);
  });

  it('puts many silent peers together if each has few', () => {
    const many = rows(200, 'SYN_SENT', { timer: 'retransmit', retransmits: 2 }).map((row, at) => ({
      ...row,
      remote: `10.0.1.${String(1 + (at >> 1))}:443`,
    }));
    const [found, ...others] = connectUnanswered.evaluate(evidence({ rows: many, owners }));
    assert.equal(
      found?.title,
      'curl (process 7) waits in connect() on 200 sockets: 100 peers do not answer.',
    );
    assert.deepEqual([found.severity, found.subject, others], ['warning', { kind: 'host' }, []]);
    assert.match(found.explanation, /^So many peers are rarely all down/);
    const one = connectUnanswered.evaluate(
      evidence({ rows: [...many, ...rows(30, 'SYN_SENT', { timer: 'retransmit', retransmits: 2 })], owners }),
    );
    assert.deepEqual(
      one.map(({ title }) => /: (.*)\.$/.exec(title)?.[1]),
      [`${peer} does not answer`, '100 other peers do not answer'],
    );
  });
});

/** So many sockets for each peer, at addresses of their own. */
function toPeers(counts: readonly number[], state: TcpStateName, more: Partial<SocketRow>): SocketRow[] {
  const remotes = counts.flatMap((count, at) =>
    Array.from({ length: count }, () => `10.0.2.${String(at + 1)}:443`),
  );
  return rows(remotes.length, state, more).map((row, at) => ({ ...row, remote: remotes[at] ?? '' }));
}

describe('peers beside a larger one', () => {
  const silentSyn = { timer: 'retransmit', retransmits: 2 } as const;
  const judged = [
    [connectUnanswered, 'SYN_SENT', silentSyn, 5],
    [sendUnacknowledged, 'ESTABLISHED', { timer: 'retransmit', retransmits: 5 }, 5],
    [peerDoesNotRead, 'ESTABLISHED', { timer: 'probe', sendQueue: 1000 }, 10],
    [closeUnacknowledged, 'LAST_ACK', { inode: 0, ...silentSyn }, 20],
  ] as const;

  for (const [rule, state, more, least] of judged) {
    const judge = (counts: readonly number[]) =>
      rule
        .evaluate(evidence({ rows: toPeers(counts, state, more) }))
        .map(({ severity, subject, title }) => [
          severity,
          subject.kind === 'destination' ? subject.remoteAddress : subject.kind,
          /\d+ (?=socket|connection)/.exec(title)?.[0],
        ]);

    it(`says ${rule.id} of one with fewer sockets, and of several with fewer together`, () => {
      const few = least - 1;
      const first = ['warning', '10.0.2.1', `${String(least)} `];
      assert.deepEqual(judge([least, few]), [first, ['information', '10.0.2.2', `${String(few)} `]]);
      assert.deepEqual(judge([least, 1, 1]), [first, ['information', 'host', '2 ']]);
    });

    it(`says ${rule.id} of a sixth peer and of a seventh`, () => {
      const five = Array.from({ length: 5 }, () => 100);
      assert.deepEqual(judge([...five, 100]).slice(5), [['warning', '10.0.2.6', '100 ']]);
      assert.deepEqual(judge([...five, 90, 80]).slice(5), [['warning', 'host', '170 ']]);
    });
  }
});

describe('what is said of several peers', () => {
  const owned = (rowsOfPeers: readonly SocketRow[]) =>
    evidence({ rows: rowsOfPeers, owners, lines: 'ip_local_port_range = 32768 60999' });
  const synTo = (counts: readonly number[], more: Partial<SocketRow> = {}) =>
    connectUnanswered.evaluate(
      owned(toPeers(counts, 'SYN_SENT', { timer: 'retransmit', retransmits: 2, ...more })),
    );

  it('finds two peers few, and ten many', () => {
    const few = synTo([3, 3])[0]?.explanation ?? '';
    assert.match(few, /^None of these peers answers: each is down, or a firewall drops the packets/);
    assert.match(synTo(Array.from({ length: 10 }, () => 3))[0]?.explanation ?? '', /^So many peers/);
    const send = (counts: readonly number[]) =>
      sendUnacknowledged.evaluate(
        owned(toPeers(counts, 'ESTABLISHED', { timer: 'retransmit', retransmits: 5 })),
      )[0]?.explanation ?? '';
    assert.match(send([3, 3]), /^These peers disappeared without closing, or the path to them is broken/);
    assert.match(send(Array.from({ length: 10 }, () => 3)), /^So many peers/);
  });

  it('says which share of the peers that do not read does not answer either', () => {
    const probed = toPeers(
      Array.from({ length: 20 }, () => 1),
      'ESTABLISHED',
      { timer: 'probe', sendQueue: 1000 },
    );
    const judge = (silent: number) =>
      peerDoesNotRead.evaluate(
        owned(probed.map((row, at) => (at < silent ? { ...row, retransmits: 3 } : row))),
      )[0]?.explanation ?? '';
    assert.match(judge(0), /^The peers are up and answer the probes, but their/);
    assert.match(
      judge(1),
      /^On 1 of 20 connections the peer does not answer the probes: it is gone, or the path to it is broken\. On the others the peers are up and answer/,
    );
    assert.match(
      judge(20),
      /^The peers have closed their receive windows and do not answer the probes: they/,
    );
  });

  it('says so of one peer, too, of which some connections are answered', () => {
    const some = toPeers([20], 'ESTABLISHED', { timer: 'probe', sendQueue: 1000 }).map((row, at) =>
      at < 5 ? { ...row, retransmits: 3 } : row,
    );
    const [found] = peerDoesNotRead.evaluate(owned(some));
    assert.match(
      found?.explanation ?? '',
      /^On 5 of 20 connections the peer does not answer the probes: .* On the others the peer is up and answers/,
    );
  });

  it('says of a NAT on the way for how many sockets it can be', () => {
    const nat = /what a NAT on the way/;
    const mixed = rows(6, 'SYN_SENT', { timer: 'retransmit', retransmits: 2 }).map((row, at) => ({
      ...row,
      remote: at < 2 ? `8.8.8.${String(at)}:443` : `10.0.3.${String(at)}:443`,
    }));
    const text = (more: readonly SocketRow[]) =>
      connectUnanswered.evaluate(owned(more))[0]?.explanation ?? '';
    assert.match(text(mixed), /For 2 of these sockets this is also what a NAT on the way/);
    assert.match(text(mixed.toReversed()), /For 2 of these sockets this is also/);
    assert.match(
      text(mixed.map((row, at) => ({ ...row, remote: `8.8.8.${String(at)}:443` }))),
      / This is also what a NAT .* the peers’ addresses are not/,
    );
    assert.doesNotMatch(text(mixed.filter(({ remote }) => remote.startsWith('10.'))), nat);
  });

  it('says for how many destinations no port is left', () => {
    const lines = 'ip_local_port_range = 40000 40009';
    const syn = { state: 'SYN_SENT', timer: 'retransmit', retransmits: 2 } as const;
    const full = (remote: string, count: number): SocketRow[] =>
      onPorts(40_000, count, (port) => ({ ...syn, local: `10.0.0.1:${String(port)}`, remote, inode: port }));
    // Five peers come first; the sixth and the seventh stand together, one of them without a port.
    const peers = Array.from({ length: 6 }, (_, at) => full(`10.0.4.${String(at)}:443`, 10));
    const found = connectUnanswered.evaluate(
      evidence({ rows: [...peers.flat(), ...full('10.0.4.9:443', 5)], owners, lines }),
    );
    assert.match(found[0]?.title ?? '', /, and they hold all local ports\.$/);
    assert.match(found[5]?.title ?? '', /, and they hold all local ports for 1 of their 2 destinations\.$/);
    assert.match(
      found[5]?.explanation ?? '',
      /For 1 of their 2 destinations no local port is left: further connects there fail with EADDRNOTAVAIL\./,
    );
  });
});

describe('send-unacknowledged', () => {
  const judge = (count: number, more: Partial<SocketRow>) =>
    sendUnacknowledged.evaluate(evidence({ rows: rows(count, 'ESTABLISHED', more), owners }));

  it('says nothing of a loss that is being repaired, or of another timer', () => {
    assert.deepEqual(judge(50, { timer: 'retransmit', retransmits: 2 }), []);
    assert.deepEqual(judge(50, { timer: 'keepalive', retransmits: 9 }), []);
  });

  it('warns from five on', () => {
    const silent = { timer: 'retransmit', retransmits: 3 } as const;
    assert.equal(judge(1, silent)[0]?.severity, 'information');
    const [found] = judge(5, silent);
    assert.equal(found?.severity, 'warning');
    assert.match(
      found.title,
      /^curl \(process 7\) gets no acknowledgement on 5 connections: 10\.0\.0\.9:443/,
    );
  });
});

describe('peer-does-not-read', () => {
  const judge = (count: number, more: Partial<SocketRow>) =>
    peerDoesNotRead.evaluate(evidence({ rows: rows(count, 'ESTABLISHED', more), owners }));

  it('warns of ten, finds fewer worth knowing, and says nothing where nothing waits to be sent', () => {
    const severities = [1, 9, 10].map(
      (count) => judge(count, { timer: 'probe', sendQueue: 1000 })[0]?.severity,
    );
    assert.deepEqual(severities, ['information', 'information', 'warning']);
    assert.deepEqual(judge(50, { timer: 'probe' }), []);
    assert.deepEqual(judge(50, { sendQueue: 1000 }), []);
  });

  it('says nothing of a transfer whose reader is the slower side, as far as the kernel tells', () => {
    const after = (milliseconds: number) => {
      const input = evidence({
        rows: rows(10, 'ESTABLISHED', { timer: 'probe', sendQueue: 1000 }),
        owners,
      });
      assert.ok(input.sockets);
      const { table } = input.sockets;
      const quietMs = new Uint32Array(table.length).fill(milliseconds);
      const sockets = { ...input.sockets, table: { ...table, quietMs } };
      return peerDoesNotRead.evaluate({ ...input, sockets }).length;
    };
    assert.deepEqual([after(999), after(1000), after(quietUnknown), after(quietGone)], [0, 1, 1, 0]);
  });

  it('names the process, and whether the peer answers the probes', () => {
    const [up] = judge(10, { timer: 'probe', sendQueue: 1000 });
    assert.equal(up?.title, `curl (process 7) cannot send on 10 connections: ${peer} does not read.`);
    assert.match(up.explanation, /^The peer is up/);
    const [gone] = judge(10, { timer: 'probe', sendQueue: 1000, retransmits: 3 });
    assert.doesNotMatch(gone?.explanation ?? '', /^The peer is up/);
  });
});

describe('close-unacknowledged', () => {
  const judge = (count: number, state: TcpStateName, retransmits: number) =>
    closeUnacknowledged.evaluate(
      evidence({ rows: rows(count, state, { inode: 0, timer: 'retransmit', retransmits }) }),
    );

  it('says nothing of few, of one retransmission, or of other states', () => {
    assert.deepEqual(judge(19, 'LAST_ACK', 5), []);
    assert.deepEqual(judge(50, 'FIN_WAIT1', 1), []);
    assert.deepEqual(judge(50, 'FIN_WAIT2', 5), []);
  });

  it('puts many peers together if each has few: the clients of a server that lost its way back', () => {
    const many = rows(30, 'LAST_ACK', { inode: 0, timer: 'retransmit', retransmits: 2 }).map((row, at) => ({
      ...row,
      local: '10.0.0.1:80',
      remote: `10.0.1.${String(at)}:40000`,
    }));
    const listener: SocketRow = { state: 'LISTEN', local: '10.0.0.1:80' };
    assert.deepEqual(
      closeUnacknowledged.evaluate(evidence({ rows: [listener, ...many] })).map(({ title }) => title),
      ['30 connections that this host has closed cannot end: 30 peers do not acknowledge.'],
    );
  });

  it('names the peer', () => {
    for (const state of ['FIN_WAIT1', 'LAST_ACK', 'CLOSING'] as const)
      assert.equal(
        judge(20, state, 2)[0]?.title,
        `20 connections that this host has closed cannot end: ${peer} does not acknowledge.`,
      );
  });
});
