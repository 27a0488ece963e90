import { lengthText } from '../../model/timeText.ts';
import { failedKinds, type WatchedDestination } from '../../model/watched.ts';
import type { Report } from '../report.ts';
import type { ComparedConnections, ComparedPart, Pair, Told } from './comparison.ts';
import { most, told } from './told.ts';

/** Connections that ended while somebody listened, paired by remote endpoint. */
export function comparedConnections(left: Report, right: Report): ComparedPart<ComparedConnections> {
  if (left.connections === undefined && right.connections === undefined)
    return { kind: 'not-compared', why: 'Connections were watched on neither side.' };
  const [ofLeft, ofRight] = [byEndpoint(left), byEndpoint(right)];
  const rows = [...new Map([...ofRight, ...ofLeft])].map(
    ([key, { remoteAddress, remotePort }]): ComparedConnections => ({
      remoteAddress,
      remotePort,
      left: sideOf(left, ofLeft.get(key)),
      right: sideOf(right, ofRight.get(key)),
    }),
  );
  return { kind: 'compared', rows: rows.sort((a, b) => most(b, weight) - most(a, weight)) };
}

/** Each side was listened to for a time of its own. */
export function connectionRates({ left, right }: ComparedConnections): Pair<number> {
  return { left: rateOf(left), right: rateOf(right) };
}

function rateOf(side: Told<WatchedDestination>): Told<number> {
  return side.kind === 'value' ? { kind: 'value', value: side.value.perSecond } : side;
}

function byEndpoint({ connections }: Report): ReadonlyMap<string, WatchedDestination> {
  return new Map(
    (connections?.destinations ?? []).map((one) => [`${one.remoteAddress} ${String(one.remotePort)}`, one]),
  );
}

/** Failures come first, then the busiest. */
function weight({ perSecond, kinds }: WatchedDestination): number {
  const failed = failedKinds.reduce((sum, kind) => sum + kinds[kind], 0);
  return perSecond + (failed > 0 ? 1e9 : 0);
}

function sideOf({ connections }: Report, known: WatchedDestination | undefined): Told<WatchedDestination> {
  if (connections === undefined) return { kind: 'absent', why: 'not watched' };
  const listed = connections.destinations.length;
  return told(
    known,
    // An inspection may have listened for some milliseconds, which proves nothing.
    listed < connections.destinationCount
      ? `not among the first ${String(listed)}`
      : `none in ${lengthText(connections.seconds * 1000)}`,
  );
}
