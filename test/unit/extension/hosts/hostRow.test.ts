import assert from 'node:assert/strict';
import type { Report } from '../../../../src/core/protocol/viewModels.ts';
import type { HostEntry } from '../../../../src/extension/hosts/hostEntry.ts';
import { hostRow, type HostRow } from '../../../../src/extension/hosts/hostRow.ts';
import type { InspectionState } from '../../../../src/extension/inspection/inspectionState.ts';

const takenAt = '2026-01-02T03:04:05.000Z';
const now = Date.parse(takenAt) + 125_000;
const web1: HostEntry = { id: 'ssh:web1', kind: 'ssh', label: 'web1' };

function report(more: object = {}): Report {
  const fullest = { remoteAddress: '10.0.0.5', remotePort: 5432, share: 0.97 };
  return {
    takenAt,
    host: { label: 'web1', kernelRelease: '6.12.1' },
    verdict: { severity: 'warning', sentence: 'Ports run low.' },
    findings: [
      { severity: 'warning', title: 'Few ports are left' },
      { severity: 'information', title: 'Something else' },
    ],
    sockets: { destinations: [fullest] },
    timeWait: { count: 12_345 },
    outcomes: { sockets: { kind: 'ok', problems: [] } },
    ...more,
  } as unknown as Report;
}

function row(state: InspectionState, entry = web1, isCurrent = false): HostRow {
  return hostRow({ entry, state, isCurrent, now });
}

function done(more?: object): InspectionState {
  return { kind: 'done', result: { inspection: '1', report: report(more), roots: [] } };
}

const failed: InspectionState = {
  kind: 'failed',
  error: {
    code: 'host-not-reached',
    message: 'web1 refused the connection: no sshd is listening there.',
    nextStep: 'Try it in a terminal: ssh web1.',
    problem: {
      host: 'ssh:web1',
      code: 'ssh-refused',
      brief: 'refused the connection: no sshd is listening there.',
    },
  },
};

describe('the row of a host', () => {
  it('tells level, fullest destination, findings and age', () => {
    const { brief, description, condition, tooltip, accessibilityLabel } = row(done(), web1, true);
    assert.equal(brief, '12,345 · 97 % · 1 finding · 2 min ago');
    assert.equal(description, 'TIME_WAIT 12,345 · ports 97 % · 1 finding · 2 min ago');
    assert.equal(condition, 'warning');
    assert.deepEqual(tooltip.split('\n'), [
      'web1 (over ssh)',
      'Current host: shown in the status bar and the live figures.',
      'Ports run low.',
      '– Few ports are left',
      'TIME_WAIT: 12,345',
      'Fullest destination: 10.0.0.5:5432, 97 % of the local ports',
      'Kernel: 6.12.1',
      `Inspected at ${new Date(takenAt).toLocaleTimeString('en-GB')} (2 min ago)`,
    ]);
    assert.match(
      accessibilityLabel,
      /^web1, over ssh, current, warnings, TIME_WAIT 12,345 · ports 97 % · 1 finding · 2 min ago$/,
    );
  });

  it('says what it is before it was inspected', () => {
    assert.deepEqual(
      [row({ kind: 'none' }).description, row({ kind: 'none' }).condition],
      ['over ssh', 'unknown'],
    );
    const container: HostEntry = { id: 'netns:7', kind: 'container', label: '0123456789ab' };
    assert.equal(row({ kind: 'none' }, container).description, 'container');
    assert.match(row({ kind: 'none' }, container).tooltip, /Not inspected yet\.$/);
  });

  it('says why it was not reached, what to do, and how old the figures are that are left', () => {
    const first = row(failed);
    assert.equal(first.condition, 'failed');
    assert.equal(first.description, 'refused the connection: no sshd is listening there.');
    assert.match(first.tooltip, /Try it in a terminal: ssh web1\.\nCode: ssh-refused$/);
    const { previous } = { previous: { inspection: '1', report: report(), roots: [] } };
    assert.match(
      row({ ...failed, previous }).description,
      /is listening there\. · TIME_WAIT 12,345 .* 2 min ago$/,
    );
  });

  it('keeps its figures while it is inspected again, and when its namespace is gone', () => {
    const previous = { inspection: '1', report: report(), roots: [] };
    const running = row({ kind: 'running', isQuiet: false, previous });
    assert.equal(running.condition, 'running');
    assert.match(running.brief, /^12,345 · /);
    assert.match(row(done(), { ...web1, isGone: true }).brief, /^gone · 12,345/);
  });

  it('tells not enough rights from nothing wrong', () => {
    const healthy = { verdict: { severity: 'healthy', sentence: '' }, findings: [] };
    assert.equal(row(done(healthy)).condition, 'healthy');
    const problems = [{ code: 'x', message: 'The sockets may not be read.', nextStep: 'Be root.' }];
    const unreadable = row({
      kind: 'done',
      result: {
        inspection: '1',
        report: report({ sockets: undefined, outcomes: { sockets: { kind: 'denied', problems } } }),
        roots: [],
        unreadable: { kind: 'denied', code: 'x', message: 'm', nextStep: 'n' },
      },
    });
    assert.equal(unreadable.condition, 'unreadable');
    assert.equal(unreadable.description, 'The sockets may not be read. · 2 min ago');
  });

  it('tells a time of day where nobody draws it again as time passes', () => {
    const { description } = hostRow({ entry: web1, state: done(), isCurrent: false });
    assert.match(description, / · \d\d:\d\d:\d\d$/);
  });
});
