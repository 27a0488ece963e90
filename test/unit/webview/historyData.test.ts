import assert from 'node:assert/strict';
import { buildReport } from '../../../src/core/report/buildReport.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { historyText, noHistory, withLevel, withReport } from '../../../src/webview/historyData.ts';
import { smallReportInput } from '../../support/smallHost.ts';

const report = buildReport(smallReportInput());
const later: Report = { ...report, takenAt: '2026-01-02T03:05:05.000Z' };

describe('the history of the report', () => {
  it('keeps levels, with a break where nobody looked', () => {
    const two = [0, 2000].reduce(
      (so, at) => withLevel(so, { timeWait: 5, createdPerSecond: 1 }, at),
      noHistory,
    );
    assert.deepEqual(two.samples, [
      { at: 0, timeWait: 5, createdPerSecond: 1 },
      { at: 2000, timeWait: 5, createdPerSecond: 1 },
    ]);
    assert.equal(withLevel(two, { timeWait: 5 }, 2001), two, 'told twice');
    const hidden = withLevel(two, { timeWait: 9 }, 60_000);
    assert.deepEqual(hidden.samples.slice(2), [{ at: 2001 }, { at: 60_000, timeWait: 9 }]);
    assert.equal(historyText(hidden), '3 samples: TIME_WAIT between 5 and 9, now 9.');
  });

  it('forgets what is older than half an hour', () => {
    let history = noHistory;
    for (let at = 0; at < 1000; at++) history = withLevel(history, { timeWait: at }, at * 2000);
    assert.deepEqual([history.samples.length, history.samples[0]?.timeWait], [900, 100]);
  });

  it('marks findings and values that the report before did not have', () => {
    assert.equal(withReport(noHistory, undefined, report), noHistory);
    assert.equal(withReport(noHistory, report, report), noHistory);
    assert.equal(withReport(noHistory, report, later), noHistory, 'nothing is new');
    const [first] = report.findings;
    assert.ok(first);
    const { marks } = withReport(noHistory, { ...report, findings: report.findings.slice(1) }, later);
    assert.deepEqual(marks, [{ at: Date.parse(later.takenAt), severity: first.severity, text: first.title }]);
  });

  it('marks a parameter that was changed, but no count', () => {
    const set = (key: string, value: string): Report => ({ ...later, parameters: [{ key, value }] });
    const change = (key: string) =>
      withReport(noHistory, { ...set(key, '2'), takenAt: report.takenAt }, set(key, '1'));
    assert.equal(change('net.ipv4.tcp_tw_reuse').marks[0]?.text, 'net.ipv4.tcp_tw_reuse was 2 and is 1.');
    assert.deepEqual(change('net.netfilter.nf_conntrack_count').marks, []);
  });

  it('says when there is nothing yet', () => {
    assert.equal(historyText(noHistory), 'No samples yet.');
  });
});
