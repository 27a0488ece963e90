import assert from 'node:assert/strict';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import { reportMarkdown } from '../../../../src/core/report/markdown.ts';
import { assertGolden } from '../../../support/golden.ts';
import { smallReportInput, unreadableReportInput } from '../../../support/smallHost.ts';

describe('reportMarkdown', () => {
  it('writes the report for an incident', () => {
    assertGolden('report/small.md', reportMarkdown(buildReport(smallReportInput())));
  });

  it('says what is missing where nothing could be read', () => {
    assertGolden('report/unreadable.md', reportMarkdown(buildReport(unreadableReportInput())));
  });

  it('lets nothing that a host says be markup', () => {
    const report = buildReport(smallReportInput());
    const label = '<img src=x> [a](b) `c` | **d**\n# e';
    const text = reportMarkdown({ ...report, host: { ...report.host, label } });
    assert.equal(
      text.split('\n')[0],
      '# TIME_WAIT on \\<img src=x\\> \\[a\\](b) \\`c\\` \\| \\*\\*d\\*\\* \\# e',
    );
  });
});
