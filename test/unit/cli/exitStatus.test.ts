import assert from 'node:assert/strict';
import { exitStatus } from '../../../src/cli/inspect.ts';
import type { Finding, Severity } from '../../../src/core/model/finding.ts';
import { buildReport } from '../../../src/core/report/buildReport.ts';
import { smallReportInput, unreadableReportInput } from '../../support/smallHost.ts';

function statusOf(...severities: readonly Severity[]): number {
  const input = smallReportInput();
  const findings = severities.map((severity): Finding => ({
    rule: 'r',
    section: 's',
    severity,
    subject: { kind: 'host' },
    title: 'T.',
    explanation: 'E.',
    evidence: [],
    remedies: [],
  }));
  return exitStatus(buildReport({ ...input, judgement: { findings, unjudged: [] } }));
}

describe('the exit status of inspect', () => {
  it('is 0 for at most information, 1 for a warning and 2 for an error', () => {
    assert.equal(statusOf(), 0);
    assert.equal(statusOf('information', 'hint'), 0);
    assert.equal(statusOf('warning', 'information'), 1);
    assert.equal(statusOf('error', 'warning'), 2);
  });

  it('is 3 where the sockets could not be read', () => {
    assert.equal(exitStatus(buildReport(unreadableReportInput())), 3);
  });
});
