import { closesPerSecond } from '../closesPerSecond.ts';
import type { Report } from '../report.ts';
import type { ComparedFigure, Told, Unit } from './comparison.ts';
import { told } from './told.ts';

interface Figure {
  readonly label: string;
  readonly unit?: Unit;
  readonly of: (report: Report) => Told<number>;
}

const unread = 'not read';

/** The key figures of a host, in reading order. */
const figures: readonly Figure[] = [
  { label: 'TIME_WAIT sockets', of: ({ timeWait }) => told(timeWait.count, unread) },
  { label: 'Opened by this host', of: ({ timeWait }) => told(timeWait.client, unread) },
  { label: 'Opened by peers', of: ({ timeWait }) => told(timeWait.server, unread) },
  {
    label: 'Closed per second, last 10 s',
    of: ({ timeWait }) =>
      told(closesPerSecond(timeWait)?.perSecond, timeWait.count === undefined ? unread : 'no timers'),
  },
  {
    label: 'TIME_WAIT table in use',
    unit: 'share',
    of: ({ timeWait: { kernelCount, limit } }) =>
      limit !== undefined && limit <= 0
        ? { kind: 'absent', why: 'no limit' }
        : told(kernelCount === undefined || limit === undefined ? undefined : kernelCount / limit, unread),
  },
  { label: 'Limit (tcp_max_tw_buckets)', of: ({ timeWait }) => told(timeWait.limit, unread) },
  { label: 'Fullest destination', unit: 'share', of: fullest },
  { label: 'Usable ports for each destination', of: ({ sockets }) => told(sockets?.ports?.usable, unread) },
  { label: 'TCP sockets', of: ({ sockets }) => told(sockets?.total, unread) },
  { label: 'Errors and warnings', of: serious },
];

export function comparedFigures(left: Report, right: Report): readonly ComparedFigure[] {
  return figures.map(({ label, unit = 'number', of }) => ({
    label,
    unit,
    left: of(left),
    right: of(right),
  }));
}

function fullest({ sockets }: Report): Told<number> {
  if (sockets === undefined) return { kind: 'absent', why: unread };
  if (sockets.destinations.length === 0) return { kind: 'absent', why: 'none' };
  return told(sockets.destinations[0]?.share, 'range not read');
}

/** If rules could not judge, there may be more findings; without sockets, no relevant rule could. */
function serious({ findings, sockets }: Report): Told<number> {
  const count = findings.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
  return told(sockets === undefined && count === 0 ? undefined : count, 'not judged');
}
