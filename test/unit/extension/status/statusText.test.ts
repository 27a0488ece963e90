import assert from 'node:assert/strict';
import type { Report, ReportFinding } from '../../../../src/core/protocol/viewModels.ts';
import { statusFigures } from '../../../../src/extension/status/statusFigures.ts';
import { statusText, statusTooltip } from '../../../../src/extension/status/statusText.ts';

const inspectedAt = new Date(2026, 0, 2, 14, 3, 5).getTime();
const later = inspectedAt + 60_000;
const idle = { isFollowed: false };

function report(more: Partial<Report> = {}): Report {
  const destination = { remoteAddress: '10.0.0.1', remotePort: 5432, used: 970, usable: 1000, share: 0.97 };
  return {
    takenAt: new Date(inspectedAt).toISOString(),
    findings: [],
    sockets: { destinations: [destination] },
    timeWait: { count: 970, kernelCount: 975 },
    ...more,
  } as unknown as Report;
}

function text(shown: Report, level = {}): string | undefined {
  const figures = statusFigures(shown, { ...idle, ...level });
  return figures && statusText(figures);
}

function finding(rule: string, severity: ReportFinding['severity']): ReportFinding {
  return { rule, severity } as ReportFinding;
}

describe('the status bar', () => {
  it('has nothing to say before there are figures, and where none can be read', () => {
    assert.equal(statusFigures(undefined, { isFollowed: true }), undefined);
    assert.equal(text(report({ timeWait: { lengthSeconds: 60, ages: [] } })), undefined);
  });

  it('tells the count, the fullest destination, and how old they are when nobody follows them', () => {
    assert.equal(text(report()), 'TIME_WAIT 970 · ports 97 % · 14:03');
    assert.equal(text(report(), { isFollowed: true }), 'TIME_WAIT 970 · ports 97 %');
  });

  it('prefers the newer count', () => {
    const last = (takenAt: number) => ({ last: { level: { timeWait: 12_345 }, takenAt } });
    assert.equal(text(report(), last(later)), 'TIME_WAIT 12,345 · ports 97 % · 14:04');
    assert.equal(text(report(), last(inspectedAt - 1)), 'TIME_WAIT 970 · ports 97 % · 14:03');
  });

  it('does not call what the kernel counts TIME_WAIT where orphans in FIN_WAIT2 are in it', () => {
    const last = { level: { timeWait: 975, hasOrphans: true }, takenAt: later };
    assert.equal(
      text(report(), { last, isFollowed: true }),
      'TIME_WAIT and orphaned FIN_WAIT2 975 · ports 97 %',
    );
  });

  it('leaves out the ports where there is no destination or no range', () => {
    const none = { destinations: [] } as unknown as NonNullable<Report['sockets']>;
    assert.equal(text(report({ sockets: none }), { isFollowed: true }), 'TIME_WAIT 970');
  });

  it('warns only where new connections are blocked, as the finding says', () => {
    const blocked = (findings: readonly ReportFinding[]): boolean | undefined =>
      statusFigures(report({ findings }), idle)?.isBlocked;
    assert.equal(blocked([]), false);
    assert.equal(blocked([finding('ephemeral-port-exhaustion', 'warning')]), false);
    assert.equal(blocked([finding('close-wait-pile-up', 'error')]), false);
    assert.equal(blocked([finding('ephemeral-port-exhaustion', 'error')]), true);
  });

  it('tells in the tooltip when each figure was read', () => {
    const figures = statusFigures(report(), {
      isFollowed: true,
      last: { level: { timeWait: 7 }, takenAt: later },
    });
    assert.ok(figures);
    assert.deepEqual(statusTooltip(figures).split('\n'), [
      'TIME_WAIT: 7 at 14:04:05',
      'Local ports: 97 % in use to 10.0.0.1:5432, inspected at 14:03:05',
      'Select to inspect again and open the report.',
    ]);
    assert.match(statusTooltip({ ...figures, isFollowed: false }), /not being updated/);
  });
});
