import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import type { Paint } from '../../../src/cli/paint.ts';
import { reportText } from '../../../src/cli/reportText.ts';
import { buildReport } from '../../../src/core/report/buildReport.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { assertGolden } from '../../support/golden.ts';
import { smallReportInput, unreadableReportInput } from '../../support/smallHost.ts';

const plain: Paint = (_, text) => text;
const coloured: Paint = (colour, text) => `\x1b[${colour.length}m${text}\x1b[0m`;
const small = buildReport(smallReportInput());
const sockets = small.sockets!;

describe('reportText', () => {
  it('prints a report without colours', () => {
    assertGolden('report/small.txt', reportText(small, plain));
  });

  it('prints what is missing where nothing could be read', () => {
    assertGolden('report/unreadable.txt', reportText(buildReport(unreadableReportInput()), plain));
  });

  it('adds nothing but colours when it has them', () => {
    const text = reportText(small, coloured);
    assert.notEqual(text, reportText(small, plain));
    assert.equal(stripVTControlCharacters(text), reportText(small, plain));
  });

  it('lets no control character of the host through, wherever it stands', () => {
    const evil = '\x1b]0;owned\x07\r\n\x9b31m\u202E';
    const report: Report = {
      ...small,
      host: { ...small.host, label: evil, kernelRelease: evil },
      verdict: { severity: 'error', sentence: evil },
      findings: small.findings.map((finding) => ({
        ...finding,
        title: evil,
        explanation: evil,
        evidence: finding.evidence.map((fact) => ({ ...fact, value: evil })),
      })),
      sockets: {
        ...sockets,
        listeners: sockets.listeners.map((listener) => ({ ...listener, process: evil })),
      },
      outcomes: {
        ...small.outcomes,
        sockets: { kind: 'partial', problems: [{ code: 'c', message: evil, nextStep: evil }] },
      },
      collector: { requested: 'auto', attempts: [{ collector: 'ss', reason: evil }] },
      notJudged: [{ rules: ['r'], missing: 'counters', reason: evil }],
    };
    const text = reportText(report, plain);
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    assert.equal(text.includes('owned'), true);
  });

  it('fits into a hundred columns but for titles, evidence and tables of long addresses', () => {
    const long = reportText(buildReport(unreadableReportInput()), plain).split('\n');
    assert.ok(long.every((line) => line.length <= 100));
  });

  it('shows ten rows of a table and says how many there are', () => {
    const [listener] = sockets.listeners;
    const listeners = Array.from({ length: 40 }, () => listener!);
    const text = reportText({ ...small, sockets: { ...sockets, listeners, listenerCount: 250 } }, plain);
    assert.match(text, /^Listeners \(10 of 250\)$/m);
    assert.equal(text.match(/2 of 128/g)?.length, 10);
  });

  it('says so where no outgoing connection uses the range, or the range is not known', () => {
    const { ports, ...rest } = sockets;
    const text = (changed: Report['sockets']): string => reportText({ ...small, sockets: changed! }, plain);
    assert.match(text({ ...sockets, destinations: [] }), /No outgoing connection uses a port in the range\./);
    assert.match(text(rest), /The port range could not be read\./);
    assert.match(text({ ...rest, ports: { ...ports!, upperBound: false } }), /: 10 usable/);
  });

  it('marks what is not known with a question mark', () => {
    const [destination] = sockets.destinations;
    const { share, sustainablePerSecond, ...unknown } = destination!;
    assert.ok(share !== undefined && sustainablePerSecond !== undefined);
    const text = reportText({ ...small, sockets: { ...sockets, destinations: [unknown] } }, plain);
    assert.match(text, /10\.0\.0\.9:5432 +9 +\? +8 +0 +1\.1 +\?$/m);
  });

  it('draws no ages where there is no TIME_WAIT', () => {
    const text = reportText({ ...small, timeWait: { ...small.timeWait, count: 0 } }, plain);
    assert.doesNotMatch(text, /s ago/);
  });
});
