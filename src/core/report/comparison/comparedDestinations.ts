import type { Report, ReportDestination } from '../report.ts';
import { neitherRead } from './comparedStates.ts';
import type { ComparedDestination, ComparedPart, Told } from './comparison.ts';
import { most, told } from './told.ts';

/** Paired by remote endpoint: two hosts have no local address in common, and a host may have changed its address. */
export function comparedDestinations(left: Report, right: Report): ComparedPart<ComparedDestination> {
  if (left.sockets === undefined && right.sockets === undefined) return neitherRead;
  const [ofLeft, ofRight] = [fullestByEndpoint(left), fullestByEndpoint(right)];
  const rows = [...new Map([...ofRight, ...ofLeft])].map(
    ([key, { remoteAddress, remotePort }]): ComparedDestination => ({
      remoteAddress,
      remotePort,
      left: sideOf(left, ofLeft.get(key)),
      right: sideOf(right, ofRight.get(key)),
    }),
  );
  return { kind: 'compared', rows: rows.sort((a, b) => most(b, fullness) - most(a, fullness)) };
}

function fullestByEndpoint({ sockets }: Report): ReadonlyMap<string, ReportDestination> {
  const fullest = new Map<string, ReportDestination>();
  for (const destination of sockets?.destinations ?? []) {
    const key = `${destination.remoteAddress} ${String(destination.remotePort)}`;
    const known = fullest.get(key);
    if (known === undefined || fullness(destination) > fullness(known)) fullest.set(key, destination);
  }
  return fullest;
}

/** Without a share, ordered by ports in use, which rank below any known share. */
function fullness({ share, used }: ReportDestination): number {
  return share ?? used / 1e6;
}

function sideOf({ sockets }: Report, known: ReportDestination | undefined): Told<ReportDestination> {
  if (sockets === undefined) return { kind: 'absent', why: 'not read' };
  const listed = sockets.destinations.length;
  return told(known, listed < sockets.destinationCount ? `not among the first ${String(listed)}` : 'none');
}
