import assert from 'node:assert/strict';
import { quietSince, wantsQuietTimes } from '../../../../src/core/collect/quietTimes.ts';
import { quietGone, quietUnknown } from '../../../../src/core/model/socketTable.ts';
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
