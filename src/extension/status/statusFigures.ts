import type { Report, ReportDestination } from '../../core/protocol/viewModels.ts';
import type { LevelState } from '../live/levelState.ts';

/** The figures in the status bar. */
export interface StatusFigures {
  readonly timeWait: number;
  /** Whether that is the kernel's count, which has orphaned FIN_WAIT2 in it as well. */
  readonly hasOrphans: boolean;
  /** When `timeWait` was read, milliseconds since 1970. */
  readonly readAt: number;
  /** Whether it is being updated. */
  readonly isFollowed: boolean;
  /** The destination with the largest share of the local ports, from the last inspection. */
  readonly fullest?: Pick<ReportDestination, 'remoteAddress' | 'remotePort'> & { readonly share: number };
  /** When the host was last inspected, milliseconds since 1970. */
  readonly inspectedAt: number;
  /** Whether new connections to a destination fail, or are about to. */
  readonly isBlocked: boolean;
}

const exhaustionRule = 'ephemeral-port-exhaustion';

/** Undefined if there are no figures, or no current ones. */
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
): Pick<StatusFigures, 'timeWait' | 'hasOrphans' | 'readAt'> | undefined {
  if (last?.level.timeWait !== undefined && last.takenAt >= inspectedAt)
    return {
      timeWait: last.level.timeWait,
      hasOrphans: last.level.hasOrphans ?? false,
      readAt: last.takenAt,
    };
  const count = timeWait.count ?? timeWait.kernelCount;
  return count === undefined ? undefined : { timeWait: count, hasOrphans: false, readAt: inspectedAt };
}
