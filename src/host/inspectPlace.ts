import type { Inspection } from '../core/inspect/inspect.ts';
import type { Place } from '../core/collect/place.ts';
import { inspectPlaceWith, type PlaceRequest } from '../core/inspect/inspectPlaceWith.ts';
import { readSnapshotFile } from './snapshotFile.ts';
import { steadyClock } from './steadyClock.ts';

/** Inspects a host, or judges a saved inspection again. Throws only `CancelledError`. */
export function inspectPlace(place: Place, request: PlaceRequest): Promise<Inspection> {
  return inspectPlaceWith({ readSnapshot: readSnapshotFile, steadyNow: steadyClock.now }, place, request);
}
