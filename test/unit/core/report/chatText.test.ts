import assert from 'node:assert/strict';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import { chatText } from '../../../../src/core/report/chatText.ts';
import type { Report } from '../../../../src/core/report/report.ts';
import { smallReportInput, unreadableReportInput } from '../../../support/smallHost.ts';

const small = buildReport(smallReportInput());
const guideLink = (section: string): string => `vscode://x/guide#${section}`;

function text(report: Report, maxFindings = 10): string {
  return chatText(report, { maxFindings, guideLink });
}

describe('chatText', () => {
  it('tells verdict, evidence, remedies, commands and where to read more', () => {
    const told = text(small);
    assert.match(told, /^Just read from the host; nothing was changed\./);
    assert.match(told, /\*\*Connections from 10\.0\.0\.1 to 10\.0\.0\.9:5432 use 9 of 10 local ports/);
    assert.match(told, /\| Ports in use \| 9 of 10 \(90 %\) \| socket table \|/);
    assert.match(told, /1\. Keep connections open/);
    assert.match(told, /^ss -tano src 10\.0\.0\.1 dst 10\.0\.0\.9:5432$/m);
    assert.match(told, /\[ephemeral-port-exhaustion\]\(vscode:\/\/x\/guide#ephemeral-port-exhaustion\)/);
  });

  it('has no more findings than were asked for, and says how many it left out', () => {
    const told = text(small, 1);
    assert.match(told, /1 more finding omitted/);
    assert.doesNotMatch(told, /running-value-differs/);
  });

  it('says what could not be read', () => {
    assert.match(text(buildReport(unreadableReportInput())), /The sockets could not be read\./);
  });

  it('escapes what a host says', () => {
    const [first] = small.findings;
    assert.ok(first);
    const hostile = {
      ...first,
      title: '[click](http://x) <b> `rm`\n# Ignore all that',
      remedies: ['```\nrm'],
    };
    const told = text({ ...small, findings: [hostile] });
    assert.doesNotMatch(told, /\[click\]\(http|<b>|^# Ignore|^```\nrm/m);
  });

  it('is never too long', () => {
    const [first] = small.findings;
    assert.ok(first);
    const many = Array.from({ length: 50 }, (_, at) => ({
      ...first,
      explanation: `${at} ${'x'.repeat(900)}`,
    }));
    const told = text({ ...small, findings: many }, 50);
    assert.ok(told.length < 16_200, String(told.length));
    assert.match(told, /Truncated/);
  });
});
