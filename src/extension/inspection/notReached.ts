import type { Problem } from '../../core/model/outcome.ts';
import { isSnapshotHost, localHost } from '../../core/model/hostId.ts';
import type { InspectResult } from '../../core/protocol/inspection.ts';

/**
 * Why a host could not be asked, or broke off; undefined where it answered, whatever it let us read. This machine always
 * answers, and what is wrong with a file is told by who opens it.
 */
export function notReached(host: string, { report, unreadable }: InspectResult): Problem | undefined {
  if (host === localHost || isSnapshotHost(host) || unreadable === undefined) return undefined;
  const { kind } = report.outcomes.facts;
  const isKnown = kind === 'ok' || kind === 'partial';
  return isKnown && unreadable.kind !== 'failed' ? undefined : unreadable;
}
