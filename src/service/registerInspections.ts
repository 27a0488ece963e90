import {
  childrenRequest,
  explainRequest,
  filterRequest,
  inspectProgressNotification,
  inspectRequest,
  levelRequest,
  lookFurtherRequest,
} from '../core/protocol/inspection.ts';
import { portUseRequest } from '../core/protocol/portUse.ts';
import { copyRowsRequest, exportCsvRequest } from '../core/protocol/rows.ts';
import type { RequestType } from '../core/protocol/messageTypes.ts';
import { watchRequest } from '../core/protocol/watch.ts';
import type { CommandIn } from './copyRows.ts';
import type { WriteText } from './exportCsv.ts';
import type { HeldInspections } from './heldInspections.ts';
import type { HeldSockets } from './heldSockets.ts';
import type { Places } from './inspectionSources.ts';
import { answerPortUse } from './portUse.ts';
import type { Requests } from './requests.ts';

/** What requests for rows need of where the server runs. */
export interface RowPorts {
  readonly commandIn: CommandIn;
  readonly writeText: WriteText;
}

/** Serves inspections. */
export function registerInspections(
  requests: Requests,
  inspections: HeldInspections,
  places: Places,
  { commandIn, writeText }: RowPorts,
): void {
  requests.on(inspectRequest, (params, signal) =>
    inspections.inspect(params, signal, (message) => {
      requests.notify(inspectProgressNotification, { host: params.host, message });
    }),
  );
  requests.on(watchRequest, (params, signal) =>
    inspections.watch(params, signal, (message) => {
      requests.notify(inspectProgressNotification, { host: params.host, message });
    }),
  );
  requests.on(lookFurtherRequest, (params, signal) => inspections.lookFurther(params, signal));
  requests.on(levelRequest, (params, signal) => inspections.level(params, signal));
  requests.on(portUseRequest, (params, signal) => answerPortUse(places, params, signal));
  onSockets(childrenRequest, (sockets, params, signal) => sockets.children(params, signal));
  onSockets(filterRequest, (sockets, params, signal) => sockets.filter(params, signal));
  onSockets(explainRequest, (sockets, params, signal) => sockets.explain(params, signal));
  onSockets(copyRowsRequest, (sockets, params, signal) => sockets.copy(params, commandIn, signal));
  onSockets(exportCsvRequest, (sockets, params, signal) => sockets.exportCsv(params, writeText, signal));

  /** A request about the sockets of one inspection; stale if that is no longer held. */
  function onSockets<Params extends { readonly inspection: string }, Result>(
    type: RequestType<Params, Result | Stale>,
    handler: (sockets: HeldSockets, params: Params, signal: AbortSignal) => Promise<Result | Stale>,
  ): void {
    requests.on(type, (params, signal) =>
      inspections.read<Result | Stale>(params.inspection, async (held) =>
        held?.sockets === undefined ? { kind: 'stale' } : await handler(held.sockets, params, signal),
      ),
    );
  }
}

interface Stale {
  readonly kind: 'stale';
}
