import assert from 'node:assert/strict';
import { reportText } from '../../../../src/cli/reportText.ts';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import { reportMarkdown } from '../../../../src/core/report/markdown.ts';
import { unsearchedOf, unsearchedText } from '../../../../src/core/report/unsearched.ts';
import { smallReportInput } from '../../../support/smallHost.ts';

const sentence =
  '1,205 files of the source were not searched, or not to the end, for the lines that cause a finding: 5 above 1 MB, 1,200 over the limit of files.';

describe('files that were not searched', () => {
  it('are counted over all folders, without those that are left alone on purpose', () => {
    const skipped = { tooLarge: 2, overLimit: 0, links: 3, foreign: 7, aside: 1 };
    assert.deepEqual(unsearchedOf([skipped, { tooLarge: 3, overLimit: 1200 }]), {
      tooLarge: 5,
      overLimit: 1200,
    });
    assert.equal(unsearchedOf([{ tooLarge: 0 }]), undefined);
    assert.equal(unsearchedOf([]), undefined);
  });

  it('are told in one sentence, in the text and the Markdown of a report', () => {
    const unsearched = { tooLarge: 5, overLimit: 1200 };
    assert.equal(unsearchedText(unsearched), sentence);
    assert.equal(unsearchedText(undefined), undefined);
    const report = { ...buildReport(smallReportInput()), unsearched };
    assert.ok(reportMarkdown(report).includes(`- ${sentence}`));
    const text = reportText(report, (_, part) => part).replace(/\s+/g, ' ');
    assert.ok(text.includes(sentence), text);
  });
});
