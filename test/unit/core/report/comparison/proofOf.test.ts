import assert from 'node:assert/strict';
import { proofOf, withProof } from '../../../../../src/core/report/comparison/proofOf.ts';
import { compareReports } from '../../../../../src/core/report/comparison/compareReports.ts';
import { comparisonMarkdown } from '../../../../../src/core/report/comparison/comparisonMarkdown.ts';
import { reportOf } from '../../../../support/reports.ts';
import type { Report } from '../../../../../src/core/report/report.ts';

const to = { remoteAddress: '10.0.0.5', remotePort: 8080 };

/** Only what the sentence is made of. */
function report(used?: number, timeWait = 0): Report {
  const destinations = used === undefined ? [] : [{ ...to, used, timeWait }];
  return { sockets: { destinations } } as unknown as Report;
}

describe('the proof of a fix', () => {
  it('is that the ports are free while somebody still connects', () => {
    assert.deepEqual(proofOf(report(28_232, 28_232), report(4), to), {
      worked: true,
      before: { used: 28_232, timeWait: 28_232 },
      after: { used: 4, timeWait: 0 },
      sentence:
        'The fix worked: 28,232 ports to 10.0.0.5:8080 were in use before, 28,232 of them in TIME_WAIT; now it is 4 ports, 0 in TIME_WAIT.',
    });
  });

  it('is not there where nothing changed', () => {
    const { worked, sentence } = proofOf(report(1000, 1000), report(900, 890), to);
    assert.equal(worked, false);
    assert.match(sentence, /^The fix did not help: /);
  });

  it('is not there where nobody connects any more, or nothing could be read', () => {
    assert.match(proofOf(report(1000, 1000), report(), to).sentence, /^Nothing connects to 10\.0\.0\.5:8080/);
    assert.equal(proofOf(report(1000, 1000), {} as Report, to).worked, undefined);
  });

  it('counts connections that are hoarded, too', () => {
    assert.equal(proofOf(report(1000, 0), report(3, 0), to).worked, true);
  });

  it('is data of the line that was fixed, and of the comparison', () => {
    const base = reportOf({ rows: [], lines: '' });
    const site = {
      file: '/srv/shop/app.py',
      range: { start: { line: 3, column: 4 }, end: { line: 3, column: 20 } },
      text: '    requests.get(url)',
      cause: 'py-module-call',
      mechanism: 'It opens a connection for each call.',
    };
    const finding = {
      rule: 'ephemeral-port-exhaustion',
      severity: 'error',
      section: 'ephemeral-ports',
      subject: { kind: 'destination', localAddress: '10.0.0.1', ...to },
      title: 'Full',
      explanation: 'Full',
      evidence: [],
      remedies: [],
      actions: [],
      sites: [
        { ...site, confidence: 'resolved', destination: to },
        { ...site, file: '/srv/shop/old.py', confidence: 'possible', destination: to },
        {
          ...site,
          file: '/srv/shop/other.py',
          confidence: 'resolved',
          destination: { ...to, remotePort: 1 },
        },
        { ...site, file: '/srv/shop/reset.py', confidence: 'resolved' },
      ],
    } as const;
    const proof = proofOf(report(190, 190), report(1), to);
    const proved = withProof({ ...base, findings: [finding] }, to, proof);
    assert.deepEqual(
      proved.findings[0]?.sites?.map(({ confidence, proof: found }) => [confidence, found?.worked]),
      [
        ['proved', true],
        ['possible', true],
        ['resolved', undefined],
        ['resolved', undefined],
      ],
    );
    const comparison = compareReports(proved, { ...base, takenAt: '2099-01-01T00:00:00.000Z' });
    assert.deepEqual(comparison.proofs[0], {
      place: 'shop/app.py:4',
      worked: true,
      sentence: proof.sentence,
    });
    assert.match(comparisonMarkdown(comparison), /shop\/app\.py:4.*The fix worked: 190 ports/);
    const elsewhere = withProof(
      proved,
      { remoteAddress: '10.0.0.6', remotePort: 1 },
      { ...proof, worked: false },
    );
    assert.equal(elsewhere.findings[0]?.sites?.[0]?.proof?.worked, true);
  });
});
