import type { Fleet } from '../fleet/fleet.ts';
import type { Outcome } from '../model/outcome.ts';
import { request } from './messageTypes.ts';
import { optional, text } from './schema.ts';

export interface PrometheusPlace {
  /** As model/prometheusAddress.ts reads it. */
  readonly address: string;
  /** For `Authorization: Bearer`. Refused for an address that may not carry it. */
  readonly token?: string;
}

/** Asks Prometheus for all its hosts, with a number of queries that does not depend on how many they are. */
export const fleetRequest = request<PrometheusPlace, Outcome<Fleet>>('fleet', {
  address: text,
  token: optional(text),
});
