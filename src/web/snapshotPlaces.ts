import { nameOf } from '../core/model/hostId.ts';
import type { Places } from '../service/inspectionSources.ts';

/** A browser reaches no host: what can be inspected are files with saved inspections, by their addresses. */
export const snapshotPlaces: Places = {
  get: (id) => {
    const path = nameOf(id, 'file');
    return path === undefined ? undefined : { path };
  },
};
