import assert from 'node:assert/strict';
import type { PastFigures } from '../../../src/core/protocol/past.ts';
import { pastShown } from '../../../src/webview/pastShown.ts';

const asked: PastFigures = {
  job: 'sockets',
  instance: 'web1:9810',
  prometheus: 'prometheus.example:9090',
  hours: 6,
  isAsking: true,
};
const history = { hours: 1, points: [{ at: 1, timeWait: 2 }], marks: [] } as const;
const before: PastFigures = { ...asked, hours: 1, isAsking: false, history };

describe('the past of a host on the page', () => {
  it('stays while another span is asked for', () => {
    assert.deepEqual(pastShown(before, asked), { ...asked, history });
    assert.deepEqual(pastShown(undefined, asked), asked);
  });

  it('is not shown for another host, job or Prometheus', () => {
    for (const other of [{ instance: 'web2:9810' }, { job: 'other' }, { prometheus: 'b.example' }])
      assert.deepEqual(pastShown(before, { ...asked, ...other }), { ...asked, ...other });
  });

  it('goes when Prometheus did not answer', () => {
    const failed = { ...asked, isAsking: false, failure: { message: 'No.', nextStep: 'Retry.' } };
    assert.deepEqual(pastShown(before, failed), failed);
  });
});
