import type { Problem } from '../../core/model/outcome.ts';
import { isSnapshotHost, localHost } from '../../core/model/hostId.ts';
import type { InspectResult } from '../../core/protocol/inspection.ts';

/**
 * Why a host could not be reached, or the connection broke; undefined if it answered, whatever could be read. This
 * machine always answers, and problems with a file are reported when it is opened.
 */
export function notReached(host: string, { report, unreadable }: InspectResult): Problem | undefined {
  if (host === localHost || isSnapshotHost(host) || unreadable === undefined) return undefined;
  const { kind } = report.outcomes.facts;
  const isKnown = kind === 'ok' || kind === 'partial';
  return isKnown && unreadable.kind !== 'failed' ? undefined : unreadable;
}
