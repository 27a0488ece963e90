import { type Event } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { InspectProgress, InspectResult } from '../../core/protocol/inspection.ts';
import { lateProgress } from '../lateProgress.ts';
import type { HostInspection } from './hostInspection.ts';

/** Inspects a host, with progress if it takes long. */
export type Inspect = (inspection: HostInspection) => Promise<InspectResult>;

/** Inspects, and says meanwhile what is being read. */
export function inspectWithProgress(
  inspection: HostInspection,
  onDidProgress: Event<InspectProgress>,
): Promise<InspectResult> {
  return lateProgress('Inspecting TIME_WAIT', async (token, tell) => {
    const listener = onDidProgress(({ host, message }) => {
      if (host === inspection.host) tell(plainLabel(message));
    });
    try {
      return await inspection.inspect(token);
    } finally {
      listener.dispose();
    }
  });
}
