import {
  childrenRequest,
  explainRequest,
  filterRequest,
  inspectProgressNotification,
  inspectRequest,
  levelRequest,
} from '../core/protocol/inspection.ts';
import { copyRowsRequest, exportCsvRequest } from '../core/protocol/rows.ts';
import type { HeldInspections } from './heldInspections.ts';
import type { Requests } from './requests.ts';

/** Serves inspections. */
export function registerInspections(requests: Requests, inspections: HeldInspections): void {
  requests.on(inspectRequest, (params, signal) =>
    inspections.inspect(params, signal, (message) => {
      requests.notify(inspectProgressNotification, { host: params.host, message });
    }),
  );
  requests.on(childrenRequest, (params, signal) => inspections.children(params, signal));
  requests.on(filterRequest, (params, signal) => inspections.filter(params, signal));
  requests.on(explainRequest, (params, signal) => inspections.explain(params, signal));
  requests.on(copyRowsRequest, (params, signal) => inspections.copyRows(params, signal));
  requests.on(exportCsvRequest, (params, signal) => inspections.exportCsv(params, signal));
  requests.on(levelRequest, (params, signal) => inspections.level(params, signal));
}
