import { isHost, type Place } from '../collect/place.ts';
import { UnreachableHost } from '../collect/unreachableHost.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SavedSnapshot } from '../model/snapshotFile/savedSnapshot.ts';
import { inspect, inspectSaved, type Inspection, type InspectRequest } from './inspect.ts';

/** What an inspection needs of where it runs. */
export interface PlaceReading {
  /** Codes: those of `decodeSnapshot`, and of reading a file. */
  readonly readSnapshot: (path: string) => Promise<Outcome<SavedSnapshot>>;
  /** A clock that no change of the time of day touches, in milliseconds. */
  readonly steadyNow: () => number;
}

export type PlaceRequest = Omit<InspectRequest, 'host' | 'collectors' | 'ends' | 'steadyNow'>;

/** Inspects a host, or judges a saved inspection again. Throws only `CancelledError`. */
export async function inspectPlaceWith(
  { readSnapshot, steadyNow }: PlaceReading,
  place: Place,
  request: PlaceRequest,
): Promise<Inspection> {
  if (isHost(place)) return inspect({ ...request, steadyNow, ...place });
  const saved = await readSnapshot(place.path);
  return 'value' in saved
    ? inspectSaved(saved.value, place.path)
    : inspect({ ...request, host: new UnreachableHost(place.path, saved), collectors: [] });
}
