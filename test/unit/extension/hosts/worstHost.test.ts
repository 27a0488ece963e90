import assert from 'node:assert/strict';
import { buildReport } from '../../../../src/core/report/buildReport.ts';
import type { Report } from '../../../../src/core/report/report.ts';
import {
  seriousFindings,
  worseElsewhere,
  worstHost,
  type InspectedHost,
} from '../../../../src/extension/inspection/worstHost.ts';
import { smallReportInput } from '../../../support/smallHost.ts';

const small = buildReport(smallReportInput());

function host(
  id: string,
  severity?: 'error' | 'warning' | 'information',
  more: Partial<Report> = {},
): InspectedHost {
  const [finding] = small.findings;
  assert.ok(finding);
  const findings = severity === undefined ? [] : [{ ...finding, severity, title: `${id} is bad.` }];
  return { host: id, result: { report: { ...small, findings, ...more } } };
}

describe('the worst of several hosts', () => {
  it('is the one with the worst finding, the first of equals', () => {
    const hosts = [host('local'), host('a', 'warning'), host('b', 'error'), host('c', 'error')];
    assert.equal(worstHost(hosts)?.host, 'b');
    assert.equal(worstHost(hosts)?.finding.title, 'b is bad.');
  });

  it('is none where nothing needs a look, and no snapshot', () => {
    const old = host('file:x', 'error', { openedFrom: '/x' });
    assert.equal(worstHost([host('local', 'information'), old, { host: 'z', result: undefined }]), undefined);
    assert.deepEqual(seriousFindings(undefined), []);
  });

  it('is told beside another only where it is worse', () => {
    const hosts = [host('local', 'warning'), host('a', 'error'), host('b', 'warning')];
    assert.equal(worseElsewhere('local', hosts)?.host, 'a');
    assert.equal(worseElsewhere('a', hosts), undefined);
    assert.equal(worseElsewhere('b', [host('b', 'error'), host('a', 'error')]), undefined);
    assert.equal(worseElsewhere('local', [host('local'), host('a', 'warning')])?.host, 'a');
  });
});
