import { listSaved, listSockets, type ListRequest, type SocketList } from '../../core/inspect/listSockets.ts';
import { isHost, type Place } from '../../core/collect/place.ts';
import { readSnapshotFile } from '../../host/snapshotFile.ts';

/** The sockets of a host or of a snapshot that match a filter. */
export async function listPlace(
  place: Place,
  request: Omit<ListRequest, 'host' | 'collectors'>,
): Promise<SocketList> {
  if (isHost(place)) return listSockets({ ...request, ...place });
  const saved = await readSnapshotFile(place.path);
  return 'value' in saved
    ? listSaved(saved.value, request.filter)
    : { collector: undefined, attempts: [], outcome: saved, tables: [], owners: new Map() };
}
