import assert from 'node:assert/strict';
import { reportRates } from '../../../../src/core/report/reportRates.ts';
import { readings } from '../../../support/evidence.ts';

describe('reportRates', () => {
  it('has none at the first inspection, or where the counters could not be read', () => {
    assert.equal(reportRates(undefined, undefined), undefined);
    assert.equal(reportRates(readings({ 'Tcp.ActiveOpens': 5 }), undefined), undefined);
  });

  it('is what the counters grew by each second', () => {
    const now = { 'Tcp.ActiveOpens': 105, 'Tcp.PassiveOpens': 7, 'TcpExt.TW': 30, 'Tcp.EstabResets': 1 };
    const before = { 'Tcp.ActiveOpens': 5, 'Tcp.PassiveOpens': 7, 'TcpExt.TW': 10, 'Tcp.EstabResets': 0 };
    assert.deepEqual(reportRates(readings(now, before), undefined), {
      seconds: 10,
      activeOpens: 10,
      passiveOpens: 0,
      timeWait: 2,
      resets: 0.1,
    });
  });

  it('leaves out a counter that is not there, or was reset', () => {
    assert.deepEqual(
      reportRates(readings({ 'Tcp.ActiveOpens': 1 }, { 'Tcp.ActiveOpens': 2, 'TcpExt.TW': 1 }), undefined),
      {
        seconds: 10,
      },
    );
  });
});
