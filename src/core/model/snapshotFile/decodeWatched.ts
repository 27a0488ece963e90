import {
  connectionKinds,
  type ConnectionKind,
  type KindCounts,
  type Spread,
  type Traffic,
  type WatchedConnections,
  type WatchedGroup,
} from '../watched.ts';
import { decodeExact } from './decodeExact.ts';
import type { JsonShape } from './jsonShape.ts';

const mostSteps = 1000;
const mostGroups = 1000;
const mostProcesses = 1000;
const mostPids = 0xffffffff;

/** Connections that ended, as `encodeSnapshot` wrote them. */
export function decodeWatched(shape: JsonShape): WatchedConnections {
  const history = shape.field('history');
  const exact = shape.field('exact');
  const steps = (name: string): readonly number[] => history.field(name).items(mostSteps).map(count);
  return {
    seconds: shape.field('seconds').number(),
    ended: count(shape.field('ended')),
    lost: count(shape.field('lost')),
    kinds: kinds(shape.field('kinds')),
    history: {
      secondsPerStep: history.field('secondsPerStep').integer(1, Number.MAX_SAFE_INTEGER),
      ended: steps('ended'),
      failed: steps('failed'),
    },
    destinations: shape
      .field('destinations')
      .items(mostGroups)
      .map((one) => ({
        remoteAddress: one.field('remoteAddress').text(100),
        remotePort: one.field('remotePort').integer(0, 0xffff),
        ...group(one),
      })),
    destinationCount: count(shape.field('destinationCount')),
    listeners: shape
      .field('listeners')
      .items(mostGroups)
      .map((one) => ({
        address: one.field('address').text(100),
        port: one.field('port').integer(0, 0xffff),
        ...group(one),
      })),
    listenerCount: count(shape.field('listenerCount')),
    ...(!exact.isAbsent && { exact: decodeExact(exact) }),
  };
}

function group(shape: JsonShape): WatchedGroup {
  const closedFirst = shape.field('closedFirst');
  const bytes = shape.field('bytes');
  const segments = shape.field('segments');
  const roundTrip = shape.field('roundTripMs');
  const exchanges = shape.field('exchanges');
  return {
    ended: count(shape.field('ended')),
    perSecond: shape.field('perSecond').number(),
    kinds: kinds(shape.field('kinds')),
    closedFirst: {
      us: count(closedFirst.field('us')),
      peer: count(closedFirst.field('peer')),
      unknown: count(closedFirst.field('unknown')),
    },
    bytes: { sent: traffic(bytes.field('sent')), received: traffic(bytes.field('received')) },
    segments: { out: traffic(segments.field('out')), in: traffic(segments.field('in')) },
    ...(!roundTrip.isAbsent && { roundTripMs: spread(roundTrip) }),
    retransmits: count(shape.field('retransmits')),
    ...(!exchanges.isAbsent && { exchanges: spread(exchanges) }),
    processes: shape
      .field('processes')
      .items(mostProcesses)
      .map((process) => ({
        pid: process.field('pid').integer(0, mostPids),
        name: process.field('name').text(),
        ended: count(process.field('ended')),
        probably: process.field('probably').boolean(),
      })),
  };
}

function kinds(shape: JsonShape): KindCounts {
  const entries = connectionKinds.map((kind) => [kind, count(shape.field(kind))] as const);
  return Object.fromEntries(entries) as Record<ConnectionKind, number>;
}

function traffic(shape: JsonShape): Traffic {
  const perConnection = shape.field('perConnection');
  return {
    total: shape.field('total').number(),
    ...(!perConnection.isAbsent && { perConnection: spread(perConnection) }),
  };
}

function spread(shape: JsonShape): Spread {
  return { median: shape.field('median').number(), p95: shape.field('p95').number() };
}

function count(shape: JsonShape): number {
  return shape.integer(0, Number.MAX_SAFE_INTEGER);
}
