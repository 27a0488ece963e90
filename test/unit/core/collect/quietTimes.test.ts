import assert from 'node:assert/strict';
import type { SourceReader } from '../../../../src/core/collect/host.ts';
import { quietSince, quietTimes, wantsQuietTimes } from '../../../../src/core/collect/quietTimes.ts';
import { ok } from '../../../../src/core/model/outcome.ts';
import { quietGone, quietUnknown, TimerKind } from '../../../../src/core/model/socketTable.ts';
import { TcpState } from '../../../../src/core/model/tcpState.ts';
import { infoAttribute, inetDiagMessageSize } from '../../../../src/core/parse/inetDiagMessage.ts';
import { linux, never } from '../../../support/fakeHost.ts';
import { socketTable, type SocketRow } from '../../../support/sockets.ts';

const listener: SocketRow = { state: 'LISTEN', local: '0.0.0.0:80', inode: 1, receiveQueue: 3 };
const waiting = (port: number, more: Partial<SocketRow> = {}): SocketRow => ({
  state: 'ESTABLISHED',
  local: '10.0.0.1:80',
  remote: `10.0.0.9:${String(port)}`,
  ...more,
});

describe('quietSince', () => {
  it('counts what is still as it was, and tells it from what has moved, and what has gone', () => {
    const first = socketTable([listener, waiting(1), waiting(2), waiting(3), waiting(4)]);
    // In another order, and with addresses of their own, as a second list has them.
    const second = socketTable([
      waiting(4, { state: 'CLOSE_WAIT' }),
      waiting(3, { inode: 7 }),
      waiting(1),
      listener,
    ]);
    assert.deepEqual(
      [...(quietSince(first, 1200, second) ?? [])],
      [quietUnknown, 1200, quietGone, 0, quietGone],
    );
  });

  it('asks for nothing where nothing waits', () => {
    const idle = socketTable([{ ...listener, receiveQueue: 0 }, waiting(1)]);
    assert.equal(wantsQuietTimes(idle), false);
    assert.equal(quietSince(idle, 1200, idle), undefined);
  });

  it('tells a window that stays shut from a transfer whose reader is the slower side', () => {
    const shut = (port: number, sendQueue: number) => waiting(port, { timer: 'probe', sendQueue });
    const first = socketTable([shut(1, 5000), shut(2, 5000), shut(3, 5000)]);
    const second = socketTable([shut(1, 5000), shut(2, 6000), waiting(3, { sendQueue: 5000 })]);
    assert.equal(wantsQuietTimes(first), true);
    assert.deepEqual([...(quietSince(first, 1200, second) ?? [])], [1200, 0, 0]);
  });

  it('counts data that nobody reads only if none was read', () => {
    const rows = Array.from({ length: 6 }, (_, at) => waiting(at, { inode: 10 + at, receiveQueue: 20_000 }));
    const second = rows.map((row, at) => (at < 2 ? { ...row, receiveQueue: 10_000 } : row));
    assert.deepEqual(
      [...(quietSince(socketTable(rows), 1000, socketTable(second)) ?? [])],
      [0, 0, 1000, 1000, 1000, 1000],
    );
  });
});

/** What `struct tcp_info` tells, in milliseconds. */
interface Times {
  readonly sent?: number;
  readonly received?: number;
}

/** An IPv4 socket with its `tcp_info`, as a dump lists it. */
function listed({ state, local, remote = '', timer = 'none', ...row }: SocketRow, times: Times): Uint8Array {
  const infoAt = 16 + inetDiagMessageSize + 4;
  const bytes = new Uint8Array(infoAt + 216);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint16(4, 20, true);
  bytes.set([2, TcpState[state], TimerKind[timer]], 16);
  for (const [end, portAt, addressAt] of [
    [local, 20, 24],
    [remote, 22, 40],
  ] as const) {
    const [address = '', port] = end.split(':');
    view.setUint16(portAt, Number(port));
    bytes.set(address.split('.').map(Number), addressAt);
  }
  view.setUint32(72, row.receiveQueue ?? 0, true);
  view.setUint32(76, row.sendQueue ?? 0, true);
  view.setUint16(16 + inetDiagMessageSize, 4 + 216, true);
  view.setUint16(16 + inetDiagMessageSize + 2, infoAttribute, true);
  view.setUint32(infoAt + 44, times.sent ?? 0, true);
  view.setUint32(infoAt + 52, times.received ?? 0, true);
  return bytes;
}

describe('quietTimes', () => {
  it('takes no time of something else for that of a window that opened between the two lists, or of data that was read', async () => {
    const shut = { timer: 'probe', sendQueue: 5000 } as const;
    const first = [
      waiting(1, shut),
      waiting(2, shut),
      waiting(3, { receiveQueue: 90_000 }),
      waiting(4, { receiveQueue: 90_000 }),
      waiting(5, shut),
    ];
    // The one that goes on to send has never received anything, and the other has been sent nothing more.
    const second = [
      listed(waiting(1, shut), { sent: 4000, received: 60_000 }),
      listed(waiting(2, { sendQueue: 5000 }), { sent: 3, received: 60_000 }),
      listed(waiting(3, { receiveQueue: 90_000 }), { received: 7000 }),
      listed(waiting(4), { received: 7000 }),
    ];
    const host: SourceReader = {
      read: (_, onChunk) => {
        for (const datagram of second) onChunk(datagram);
        return Promise.resolve(ok(undefined));
      },
    };
    const times = await quietTimes(host, linux, socketTable(first), never);
    assert.deepEqual([...(times ?? [])], [4000, 0, 7000, 0, quietGone]);
  });
});
