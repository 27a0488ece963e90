import assert from 'node:assert/strict';
import { EarlierReports } from '../../../../src/extension/compare/earlierReports.ts';
import { reportOf } from '../../../support/reports.ts';

/** Inspected at these seconds; gives when those were that are kept, newest first, in seconds before the last. */
function kept(...seconds: readonly number[]): readonly number[] {
  const earlier = new EarlierReports();
  const start = Date.parse(reportOf({}).takenAt);
  for (const at of seconds) earlier.note('local', reportOf({ at }));
  return earlier.of('local').map(({ takenAt }) => (Date.parse(takenAt) - start) / 1000);
}

describe('earlier reports', () => {
  it('are those before the present one', () => {
    assert.deepEqual(kept(0), []);
    assert.deepEqual(kept(0, 300, 600), [300, 0]);
  });

  it('are not more because one is shown twice', () => {
    assert.deepEqual(kept(0, 0, 300, 300), [0]);
  });

  it('are the first one, the last one, and others a minute apart, where a host is inspected all the time', () => {
    assert.deepEqual(kept(...Array.from({ length: 100 }, (_, index) => index * 2)), [196, 180, 120, 60, 0]);
  });

  it('are ten at most, with the first one', () => {
    const all = kept(...Array.from({ length: 30 }, (_, index) => index * 100));
    assert.deepEqual([all.length, all[0], all.at(-1)], [10, 2800, 0]);
  });

  it('are of one host each, and are forgotten with it', () => {
    const earlier = new EarlierReports();
    for (const at of [0, 300]) for (const host of ['local', 'ssh:web1']) earlier.note(host, reportOf({ at }));
    earlier.forget('local');
    assert.deepEqual([earlier.of('local').length, earlier.of('ssh:web1').length], [0, 1]);
  });
});
