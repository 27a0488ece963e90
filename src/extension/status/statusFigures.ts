import type { Report, ReportDestination } from '../../core/protocol/viewModels.ts';
import type { LevelState } from '../live/levelState.ts';

/** What the status bar tells of the host. */
export interface StatusFigures {
  readonly timeWait: number;
  /** When `timeWait` was read, milliseconds since 1970. */
  readonly readAt: number;
  /** It is read again and again at the moment. */
  readonly isFollowed: boolean;
  /** The destination with the largest share of the local ports, of the last inspection. */
  readonly fullest?: Pick<ReportDestination, 'remoteAddress' | 'remotePort'> & { readonly share: number };
  /** When the host was inspected last, milliseconds since 1970. */
  readonly inspectedAt: number;
  /** New connections to a destination fail, or are about to. */
  readonly isBlocked: boolean;
}

const exhaustionRule = 'ephemeral-port-exhaustion';

/** Undefined where there is nothing to tell, or nothing of now. */
export function statusFigures(report: Report | undefined, level: LevelState): StatusFigures | undefined {
  if (report === undefined || report.openedFrom !== undefined) return undefined;
  const inspectedAt = Date.parse(report.takenAt);
  const newest = newestCount(report, inspectedAt, level);
  if (newest === undefined) return undefined;
  const [fullest] = report.sockets?.destinations ?? [];
  return {
    ...newest,
    isFollowed: level.isFollowed,
    inspectedAt,
    isBlocked: report.findings.some(({ rule, severity }) => rule === exhaustionRule && severity === 'error'),
    ...(fullest?.share !== undefined && { fullest: { ...fullest, share: fullest.share } }),
  };
}

function newestCount(
  { timeWait }: Report,
  inspectedAt: number,
  { last }: LevelState,
): Pick<StatusFigures, 'timeWait' | 'readAt'> | undefined {
  if (last?.level.timeWait !== undefined && last.takenAt >= inspectedAt)
    return { timeWait: last.level.timeWait, readAt: last.takenAt };
  const count = timeWait.kernelCount ?? timeWait.count;
  return count === undefined ? undefined : { timeWait: count, readAt: inspectedAt };
}
