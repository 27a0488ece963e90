import assert from 'node:assert/strict';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import { reportMarkdown } from '../../../../src/core/report/markdown.ts';
import { noConnections } from '../../../support/noConnections.ts';
import { assertGolden } from '../../../support/golden.ts';
import { smallReportInput, unreadableReportInput } from '../../../support/smallHost.ts';

describe('reportMarkdown', () => {
  it('writes the report for an incident', () => {
    assertGolden('report/small.md', reportMarkdown(buildReport(smallReportInput())));
  });

  it('says what is missing where nothing could be read', () => {
    assertGolden('report/unreadable.md', reportMarkdown(buildReport(unreadableReportInput())));
  });

  it('has what exact mode adds: who did it, where, and what was lost', () => {
    const report = buildReport(smallReportInput());
    const one = { pid: 812, name: 'crawler|x', probably: true, count: 37 } as const;
    const exact = {
      lost: 5,
      counts: [
        { ...one, act: 'noLocalPort', side: 'destination', address: '10.0.0.9', port: 80 },
        { ...one, act: 'closedFirst', side: 'listener', address: '0.0.0.0', port: 443 },
      ],
      countCount: 3,
      replays: [],
    } as const;
    const text = reportMarkdown({ ...report, connections: { ...noConnections, exact } });
    assert.ok(
      text.includes(
        [
          '## Who opened and closed connections, from the kernel’s trace',
          '',
          '| Process | Times | What | Where |',
          '| --- | --- | --- | --- |',
          '| probably crawler\\|x (812) | 37 | found no local port for | 10.0.0.9:80 |',
          '| probably crawler\\|x (812) | 37 | closed first | accepted at 0.0.0.0:443 |',
          '',
          'The first 2 of 3. 5 events were lost.',
        ].join('\n'),
      ),
      text,
    );
  });

  it('says what was lost although nothing else was heard', () => {
    const report = buildReport(smallReportInput());
    const exact = { lost: 5, counts: [], countCount: 0, replays: [] };
    const text = reportMarkdown({ ...report, connections: { ...noConnections, ended: 0, lost: 7, exact } });
    assert.match(
      text,
      /## Connections that ended\n\n0 connections in [^\n]+\. 7 more were announced and lost\.\n/,
    );
    assert.match(text, /from the kernel’s trace\n\n5 events were lost\./);
  });

  it('lets nothing that a host says be markup', () => {
    const report = buildReport(smallReportInput());
    const label = '<img src=x> [a](b) `c` | **d**\n# e &#x202e; & &amp;';
    const text = reportMarkdown({ ...report, host: { ...report.host, label } });
    assert.equal(
      text.split('\n')[0],
      '# TIME_WAIT on \\<img src=x\\> \\[a\\](b) \\`c\\` \\| \\*\\*d\\*\\* \\# e \\&\\#x202e; & \\&amp;',
    );
  });
});
