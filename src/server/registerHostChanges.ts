import {
  closeSocketsRequest,
  hostChangesNotification,
  previewCloseRequest,
  type HostChangeOptions,
} from '../core/protocol/closeSockets.ts';
import { previewParameterRequest, readParameterRequest } from '../core/protocol/parameterChange.ts';
import { steadyClock } from '../host/steadyClock.ts';
import { SocketClosing } from './closing/socketClosing.ts';
import { HostChanges } from './hostChanges.ts';
import type { Places } from '../service/inspectionSources.ts';
import { ParameterChanges } from './parameters/parameterChanges.ts';
import type { Requests } from '../service/requests.ts';

/** Serves requests that change a host. Refuses them unless the client says that the user allows changes. */
export function registerHostChanges(requests: Requests, places: Places, options: HostChangeOptions): void {
  const changes = new HostChanges(options);
  requests.onNotification(hostChangesNotification, (changed) => {
    changes.allow(changed);
  });
  const closing = new SocketClosing({ places, changes, now: steadyClock.now });
  requests.on(previewCloseRequest, (params, signal) => closing.preview(params, signal));
  requests.on(closeSocketsRequest, (params, signal) => closing.close(params, signal));
  const parameters = new ParameterChanges(places, changes);
  requests.on(previewParameterRequest, (params, signal) => parameters.preview(params, signal));
  requests.on(readParameterRequest, (params, signal) => parameters.read(params, signal));
}
