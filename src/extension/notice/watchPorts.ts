import type { Disposable } from 'vscode';
import type { ReportFinding } from '../../core/protocol/viewModels.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Onlookers } from '../live/onlookers.ts';
import type { PortsNotice } from './portsNotice.ts';

/**
 * Notifies when a destination has run out of local ports, if an automatic inspection finds it. For a manual
 * inspection the user sees the result anyway.
 */
export function watchPorts(
  inspections: Pick<Inspections, 'onDidChange'>,
  onlookers: Pick<Onlookers, 'areThere'>,
  load: () => Promise<Pick<PortsNotice, 'tell'>>,
): Disposable {
  const quiet = new Set<string>();
  return inspections.onDidChange(({ host, state }) => {
    if (state.kind === 'running') {
      if (state.isQuiet) quiet.add(host);
      else quiet.delete(host);
      return;
    }
    if (!quiet.delete(host) || state.kind !== 'done' || !onlookers.areThere) return;
    const exhausted = state.result.report.findings.filter(isExhausted);
    if (exhausted.length > 0) void load().then((notice) => notice.tell(host, exhausted));
  });
}

function isExhausted({ rule, severity, subject }: ReportFinding): boolean {
  return rule === 'ephemeral-port-exhaustion' && severity === 'error' && subject.kind === 'destination';
}
