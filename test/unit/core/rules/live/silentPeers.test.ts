import assert from 'node:assert/strict';
import { closeUnacknowledged } from '../../../../../src/core/rules/live/closeUnacknowledged.ts';
import { connectUnanswered } from '../../../../../src/core/rules/live/connectUnanswered.ts';
import { peerDoesNotRead } from '../../../../../src/core/rules/live/peerDoesNotRead.ts';
import { sendUnacknowledged } from '../../../../../src/core/rules/live/sendUnacknowledged.ts';
import type { TcpStateName } from '../../../../../src/core/model/tcpState.ts';
import { evidence } from '../../../../support/evidence.ts';
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
  const judge = (count: number, retransmits: number, others: readonly SocketRow[] = []) =>
    connectUnanswered.evaluate(
      evidence({
        rows: [...rows(count, 'SYN_SENT', { timer: 'retransmit', retransmits }), ...others],
        lines: 'ip_local_port_range = 32768 60999',
        owners,
      }),
    );

  it('says nothing of a connect() that has just begun', () => {
    assert.deepEqual(judge(50, 0), []);
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

  it('leaves a full queue of a listener of this host to another rule', () => {
    const listener: SocketRow = { state: 'LISTEN', local: peer };
    assert.deepEqual(judge(5, 1, [listener]), []);
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

  it('says nothing of few, and nothing where nothing waits to be sent', () => {
    assert.deepEqual(judge(9, { timer: 'probe', sendQueue: 1000 }), []);
    assert.deepEqual(judge(50, { timer: 'probe' }), []);
    assert.deepEqual(judge(50, { sendQueue: 1000 }), []);
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

  it('names the peer', () => {
    for (const state of ['FIN_WAIT1', 'LAST_ACK', 'CLOSING'] as const)
      assert.equal(
        judge(20, state, 2)[0]?.title,
        `20 connections that this host has closed cannot end: ${peer} does not acknowledge.`,
      );
  });
});
