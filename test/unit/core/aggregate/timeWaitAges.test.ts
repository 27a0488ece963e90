import assert from 'node:assert/strict';
import { aggregate } from '../../../../src/core/aggregate/aggregate.ts';
import { SocketSide, TimeWaitAges } from '../../../../src/core/aggregate/timeWaitAges.ts';
import { running } from '../../../support/judging.ts';
import { socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

/** Seconds ago and sockets, of those seconds that have any. */
function agesOf(rows: readonly SocketRow[], lines = ''): readonly (readonly [number, number])[] {
  const { timeWait: totals } = aggregate(socketTable(rows), running(lines), undefined);
  const counts = Array.from({ length: totals.ages.seconds }, (_, second) =>
    Object.values(SocketSide).reduce<number>((sum, side) => sum + totals.ages.count(second, side), 0),
  );
  const timed = counts.reduce((sum, count) => sum + count, 0);
  assert.equal(timed + totals.ages.untimed, totals.count);
  return counts.map((count, second) => [second, count] as const).filter(([, count]) => count > 0);
}

const aged = (seconds: number): SocketRow => timeWait('10.0.0.1:40000', '10.0.0.9:80', seconds);

describe('ages of TIME_WAIT sockets', () => {
  it('are in buckets of one second', () => {
    assert.deepEqual(agesOf([0, 0.01, 0.999, 1, 1.5, 30, 59.99].map(aged)), [
      [0, 3],
      [1, 2],
      [30, 1],
      [59, 1],
    ]);
  });

  it('put what is due, overdue or newer than new into the outer buckets', () => {
    assert.deepEqual(agesOf([60, -0.5].map(aged)), [
      [0, 1],
      [59, 1],
    ]);
  });

  it('are as many seconds as the kernel of the vendor keeps such a socket', () => {
    const short = [0, 5, 15].map((seconds): SocketRow => ({ ...aged(0), timerMs: 15_000 - seconds * 1000 }));
    assert.deepEqual(agesOf(short, 'tcp_tw_timeout = 15'), [
      [0, 1],
      [5, 1],
      [14, 1],
    ]);
  });

  it('leave out what has no timer, and count it', () => {
    const untimed: SocketRow = { state: 'TIME_WAIT', local: '10.0.0.1:1', remote: '10.0.0.9:80' };
    assert.deepEqual(agesOf([untimed, aged(3)]), [[3, 1]]);
    assert.equal(aggregate(socketTable([untimed]), new Map(), undefined).timeWait.ages.untimed, 1);
  });

  it('are not those of an orphaned FIN_WAIT2, which has the same timer', () => {
    assert.deepEqual(agesOf([{ ...aged(3), state: 'FIN_WAIT2' }]), []);
  });

  it('are kept by side', () => {
    const ages = new TimeWaitAges(60_000);
    ages.add(2500, SocketSide.server);
    assert.deepEqual(
      [ages.count(2, SocketSide.server), ages.count(2, SocketSide.client), ages.count(99, SocketSide.other)],
      [1, 0, 0],
    );
  });
});
