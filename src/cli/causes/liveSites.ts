import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import { problemsOf, withProblems, type Outcome } from '../../core/model/outcome.ts';
import type { Place } from '../../core/collect/place.ts';
import { inspectPlace } from '../../host/inspectPlace.ts';
import { joinSockets, type JoinOptions } from '../../host/sourceFiles/joinSockets.ts';
import type { FolderScan } from '../../host/sourceFiles/scanFolder.ts';

/** The sites of a folder with what the sockets of a place say about them. Fails where the sockets could not be read. */
export async function liveSites(
  { workspace }: FolderScan,
  folder: string,
  place: Place,
  options: JoinOptions,
): Promise<Outcome<readonly JudgedSite[]>> {
  const inspection = await inspectPlace(place, {
    choice: 'auto',
    cancellation: options.cancellation,
    now: Date.now,
    onProgress: () => undefined,
  });
  const { sockets } = inspection.snapshot;
  if (!('value' in sockets)) return sockets;
  const sites = await joinSockets(workspace, folder, inspection, place, options);
  return withProblems(sites, problemsOf(sockets));
}
