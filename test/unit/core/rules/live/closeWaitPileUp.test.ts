import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import type { ProcessInfo, SocketOwners } from '../../../../../src/core/model/processes.ts';
import { closeWaitPileUp as rule } from '../../../../../src/core/rules/live/closeWaitPileUp.ts';
import { sourceText } from '../../../../../src/core/report/findings/sourceText.ts';
import { evidence } from '../../../../support/evidence.ts';
import { onPorts, type SocketRow } from '../../../../support/sockets.ts';

const listener: SocketRow = { state: 'LISTEN', local: '0.0.0.0:80', inode: 1 };

/** Clients of port 80 that have closed; inodes from 1000 on, or none. */
function closedByPeer(count: number, inode = 1000): SocketRow[] {
  return onPorts(0, count, (at) => ({
    state: 'CLOSE_WAIT',
    local: '10.0.0.1:80',
    remote: `10.0.0.9:${at + 1}`,
    receiveQueue: 2,
    ...(inode > 0 && { inode: inode + at }),
  }));
}

function held(count: number, processes: readonly ProcessInfo[], inode = 1000): SocketOwners {
  return new Map(onPorts(0, count, () => listener).map((_, at) => [inode + at, processes]));
}

function judge(rows: readonly SocketRow[], owners?: SocketOwners): readonly Finding[] {
  return rule.evaluate(evidence({ rows, ...(owners && { owners }) }));
}

describe('close-wait-pile-up', () => {
  it('says nothing below 50, warns from there, and is an error from 1,000 on', () => {
    const severities = [0, 49, 50, 999, 1000].map(
      (count) => judge([listener, ...closedByPeer(count)])[0]?.severity,
    );
    assert.deepEqual(severities, [undefined, undefined, 'warning', 'warning', 'error']);
  });

  it('names the process, and the evidence with its sources', () => {
    const [finding, more] = judge([listener, ...closedByPeer(60)], held(60, [{ pid: 4242, name: 'node' }]));
    assert.ok(finding !== undefined && more === undefined);
    assert.equal(finding.title, 'node (process 4242) holds 60 connections in CLOSE_WAIT.');
    assert.deepEqual(finding.subject, { kind: 'process', name: 'node', pids: [4242] });
    assert.equal(finding.section, 'close-wait-pile-up');
    assert.deepEqual(
      finding.evidence.map(({ label, value, source }) => [label, value, sourceText(source)]),
      [
        ['Sockets in CLOSE_WAIT', '60', 'socket table'],
        ['Unread bytes (the peer’s FIN counts as one)', '120', 'receive queues'],
        ['Not yet accepted', '0', 'sockets without an inode'],
      ],
    );
    assert.match(finding.remedies[0] ?? '', /^Find the code path that does not close/);
  });

  it('tells connections that come again with the same ends from those that stay', () => {
    const rows = [listener, ...closedByPeer(60)];
    const after = (milliseconds: number): readonly Finding[] => {
      const { sockets, ...input } = evidence({ rows });
      assert.ok(sockets);
      const quietMs = new Uint32Array(rows.length).fill(milliseconds);
      return rule.evaluate({
        ...input,
        sockets: { ...sockets, table: { ...sockets.table, quietMs }, lookedAgainAfterMs: 1000 },
      });
    };
    assert.deepEqual(after(100), []);
    assert.equal(after(1000)[0]?.severity, 'warning');
  });

  it('puts together what one program leaks on many listeners', () => {
    const listeners: SocketRow[] = onPorts(0, 20, (at) => ({
      state: 'LISTEN',
      local: `0.0.0.0:${80 + at}`,
      inode: 1 + at,
    }));
    const leaked = listeners.flatMap((_, at) =>
      closedByPeer(40, 1000 + at * 40).map((row) => ({ ...row, local: `10.0.0.1:${80 + at}` })),
    );
    const [finding, more] = judge([...listeners, ...leaked], held(800, [{ pid: 7, name: 'app' }]));
    assert.equal(finding?.title, 'app (process 7) holds 800 connections in CLOSE_WAIT.');
    assert.equal(more, undefined);
    const [unknown] = judge([...listeners, ...leaked]);
    assert.equal(
      unknown?.title,
      'One or more programs that cannot be named hold 800 connections in CLOSE_WAIT.',
    );
  });

  it('names all processes that share the sockets', () => {
    const [finding] = judge(
      [listener, ...closedByPeer(50)],
      held(50, [
        { pid: 7, name: 'worker' },
        { pid: 8, name: 'worker' },
      ]),
    );
    assert.equal(finding?.title, 'worker (processes 7, 8) holds 50 connections in CLOSE_WAIT.');
  });

  it('keeps processes apart, biggest pile first, and leaves out small ones', () => {
    const owners = new Map([
      ...held(60, [{ pid: 1, name: 'a' }]),
      ...held(70, [{ pid: 2, name: 'b' }], 2000),
      ...held(49, [{ pid: 3, name: 'c' }], 3000),
    ]);
    const findings = judge(
      [listener, ...closedByPeer(60), ...closedByPeer(70, 2000), ...closedByPeer(49, 3000)],
      owners,
    );
    assert.deepEqual(
      findings.map(({ title }) => title),
      [
        'b (process 2) holds 70 connections in CLOSE_WAIT.',
        'a (process 1) holds 60 connections in CLOSE_WAIT.',
      ],
    );
  });

  it('names the listener where the process is not known', () => {
    const [finding] = judge([listener, ...closedByPeer(50)]);
    assert.equal(
      finding?.title,
      'The program that listens on 0.0.0.0:80 holds 50 connections in CLOSE_WAIT.',
    );
    assert.deepEqual(finding.subject, { kind: 'listener', address: '0.0.0.0', port: 80 });
  });

  it('names the destination of outgoing connections where the process is not known', () => {
    const rows = onPorts(40000, 50, (port): SocketRow => ({
      state: 'CLOSE_WAIT',
      local: `10.0.0.1:${port}`,
      remote: '10.0.0.9:5432',
      inode: port,
    }));
    const [finding] = judge(rows);
    assert.equal(
      finding?.title,
      'A program that connects to 10.0.0.9:5432 holds 50 connections in CLOSE_WAIT.',
    );
    assert.deepEqual(finding.subject, {
      kind: 'destination',
      localAddress: '10.0.0.1',
      remoteAddress: '10.0.0.9',
      remotePort: 5432,
    });
  });

  it('says that they were never accepted, where most were not', () => {
    const [finding] = judge([listener, ...closedByPeer(60, 0)]);
    assert.equal(
      finding?.title,
      'The program that listens on 0.0.0.0:80 (not yet accepted by the program) holds 60 connections in CLOSE_WAIT.',
    );
    assert.equal(finding.evidence[2]?.value, '60');
    assert.deepEqual(finding.remedies, [
      'Find out why the program does not call accept(): it hangs, or has too few workers.',
    ]);
  });

  it('does not say so for the sake of one that was not, wherever it stands', () => {
    for (const rows of [
      [...closedByPeer(1, 0), ...closedByPeer(59)],
      [...closedByPeer(59), ...closedByPeer(1, 0)],
    ]) {
      const [finding] = judge([listener, ...rows]);
      assert.equal(
        finding?.title,
        'The program that listens on 0.0.0.0:80 holds 60 connections in CLOSE_WAIT.',
      );
    }
  });

  it('asks for the owners only once there is a pile', () => {
    const wanted = (count: number): readonly number[] =>
      rule.ownersWanted?.(evidence({ rows: [listener, ...closedByPeer(count)] })) ?? [];
    assert.deepEqual(wanted(49), []);
    assert.deepEqual([wanted(50).length, wanted(50)[0]], [50, 1000]);
  });
});
