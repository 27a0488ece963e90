import type { Disposable } from 'vscode';
import type { ReportFinding } from '../../core/protocol/viewModels.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Onlookers } from '../live/onlookers.ts';
import type { PortsNotice } from './portsNotice.ts';

/**
 * Has it told when the local ports to a destination ran out, if a timer found that while somebody looks. Who asked for the
 * inspection sees what came of it.
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
