import type { Subject } from '../../model/finding.ts';
import type { WatchedConnections, WatchedDestination, WatchedGroup } from '../../model/watched.ts';
import type { Symptom } from '../cause.ts';
import { type CauseEvidence, enough, type WatchedFigures } from './evidence.ts';

/** Adds what a watch saw to what the sockets show: it also tells of connections that leave no TIME_WAIT behind. */
export function withWatched(
  evidence: readonly CauseEvidence[],
  watched: WatchedConnections,
): readonly CauseEvidence[] {
  const groups = watched.destinations.filter(({ ended }) => ended >= enough);
  const known = evidence.map((one) => {
    const group = groups.find((each) => isAbout(one.subject, each));
    return group === undefined ? one : merged(one, group, watched);
  });
  const more = groups
    .filter((group) => !evidence.some(({ subject }) => isAbout(subject, group)))
    .flatMap((group) => alone(group, watched));
  return [...known, ...more];
}

function isAbout(subject: Subject, { remoteAddress, remotePort }: WatchedDestination): boolean {
  return (
    subject.kind === 'destination' &&
    subject.remoteAddress === remoteAddress &&
    subject.remotePort === remotePort
  );
}

function merged(one: CauseEvidence, group: WatchedDestination, watched: WatchedConnections): CauseEvidence {
  // Connections that carry many requests are those of a pool, and no request has one of its own.
  const isPooled = group.kinds.long * 2 > group.ended;
  const kept = isPooled
    ? one.symptoms.filter((symptom) => symptom !== 'thrown-away' && symptom !== 'asked-to-close')
    : one.symptoms;
  return {
    ...one,
    symptoms: [...new Set([...kept, ...symptomsOf(group)])],
    watched: figuresOf(group, watched),
  };
}

/** Of a destination to which no socket is left that would show it. */
function alone(group: WatchedDestination, watched: WatchedConnections): readonly CauseEvidence[] {
  const symptoms = symptomsOf(group);
  if (symptoms.length === 0) return [];
  const { remoteAddress, remotePort, perSecond } = group;
  return [
    {
      subject: { kind: 'destination', localAddress: '*', remoteAddress, remotePort },
      symptoms,
      counts: { timeWait: 0, established: 0, closeWait: 0 },
      closesPerSecond: perSecond,
      inodes: [],
      watched: figuresOf(group, watched),
    },
  ];
}

/** Where the peer closes first, no port of this host is held, and no line is to blame. */
function symptomsOf({ ended, kinds, closedFirst }: WatchedGroup): readonly Symptom[] {
  const isOurs = closedFirst.us > closedFirst.peer;
  return [
    ...(kinds.resetByUs * 2 > ended ? ['reset' as const] : []),
    ...(kinds.probe * 2 > ended && isOurs ? ['probe' as const] : []),
    ...(kinds.exchange * 2 > ended && isOurs ? ['thrown-away' as const, 'asked-to-close' as const] : []),
  ];
}

function figuresOf(group: WatchedDestination, { seconds, exact }: WatchedConnections): WatchedFigures {
  const { ended, exchanges, bytes, processes, remoteAddress, remotePort } = group;
  const connected = (exact?.counts ?? []).filter(
    ({ act, side, address, port, probably }) =>
      act === 'connected' &&
      side === 'destination' &&
      address === remoteAddress &&
      port === remotePort &&
      !probably,
  );
  const seen = processes.filter(({ probably }) => !probably);
  return {
    ended,
    seconds,
    ...(exchanges !== undefined && { requests: exchanges.median }),
    ...(bytes.sent.perConnection !== undefined && { bytesSent: bytes.sent.perConnection.median }),
    ...(bytes.received.perConnection !== undefined && { bytesReceived: bytes.received.perConnection.median }),
    processes:
      connected.length > 0
        ? connected.map(({ pid }) => ({ pid, isExact: true }))
        : seen.map(({ pid }) => ({ pid, isExact: false })),
  };
}
