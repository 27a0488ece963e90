import type { PrometheusApi } from '../core/fleet/prometheusApi.ts';
import { readFleet } from '../core/fleet/readFleet.ts';
import { readHistory } from '../core/fleet/readHistory.ts';
import { valueOf, type Outcome } from '../core/model/outcome.ts';
import { parsePrometheusAddress } from '../core/model/prometheusAddress.ts';
import { fleetRequest, type PrometheusPlace } from '../core/protocol/fleet.ts';
import { pastRequest } from '../core/protocol/past.ts';
import { PrometheusClient } from '../host/prometheus/prometheusClient.ts';
import type { Requests } from '../service/requests.ts';

/** Serves what a Prometheus knows. */
export function registerFleet(requests: Requests): void {
  requests.on(fleetRequest, (place, signal) => asking(place, (api) => readFleet(api, signal)));
  requests.on(pastRequest, ({ job, instance, hours, ...place }, signal) =>
    asking(place, (api) => readHistory(api, { job, instance }, hours, Date.now(), signal)),
  );
}

function asking<T>(
  { address, token }: PrometheusPlace,
  ask: (api: PrometheusApi) => Promise<Outcome<T>>,
): Outcome<T> | Promise<Outcome<T>> {
  const parsed = parsePrometheusAddress(address);
  const place = valueOf(parsed);
  if (place === undefined) return parsed as Outcome<never>;
  return ask(new PrometheusClient({ url: new URL(place.url), ...(token !== undefined && { token }) }));
}
