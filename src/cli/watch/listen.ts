import type { Host } from '../../core/collect/host.ts';
import { cannotBeExact, watchConnections } from '../../core/inspect/watchConnections.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { failure, type Outcome } from '../../core/model/outcome.ts';
import type { WatchedConnections } from '../../core/model/watched.ts';
import { isHost, type Place } from '../../core/collect/place.ts';
import { steadyClock } from '../../host/steadyClock.ts';

export interface ListenOptions {
  /** Until it is stopped where it is absent. */
  readonly seconds?: number;
  readonly exact: boolean;
  /** Stops it early: what was seen until then is the result. */
  readonly until: Cancellation;
}

/** Listens for connections that end on a place. A place that cannot be listened to is an outcome that says so. */
export async function listen(
  place: Place,
  { seconds, exact, until }: ListenOptions,
  onProgress: (watched: WatchedConnections) => void,
): Promise<Outcome<WatchedConnections>> {
  // A name that cannot be used is a host that says so.
  const facts = isHost(place) && place.ends === undefined ? await factsOf(place.host) : undefined;
  if (facts !== undefined && 'problem' in facts) return facts;
  if (!isHost(place) || place.ends === undefined)
    return failure(
      'unavailable',
      'watch-unavailable',
      'Connections can only be watched on a live host.',
      'Specify a host or a network namespace.',
    );
  const { changes } = place;
  if (exact && changes === undefined) return { kind: 'unavailable', problem: cannotBeExact };
  return watchConnections({
    ...steadyClock,
    source: place.ends,
    host: place.host,
    until,
    ...(seconds !== undefined && { seconds }),
    ...(exact && changes && { exact: changes }),
    onProgress: (progress) => {
      onProgress(progress.result());
    },
  });
}

function factsOf(host: Host): Promise<Outcome<unknown>> {
  const never = new AbortController().signal;
  return host.open({ sources: [] }, never).facts(never);
}
