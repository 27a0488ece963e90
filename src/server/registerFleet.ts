import { readFleet } from '../core/fleet/readFleet.ts';
import { valueOf, type Outcome } from '../core/model/outcome.ts';
import { parsePrometheusAddress } from '../core/model/prometheusAddress.ts';
import { fleetRequest } from '../core/protocol/fleet.ts';
import { PrometheusClient } from '../host/prometheus/prometheusClient.ts';
import type { Requests } from './requests.ts';

/** Serves what a Prometheus knows. */
export function registerFleet(requests: Requests): void {
  requests.on(fleetRequest, ({ address, token }, signal) => {
    const parsed = parsePrometheusAddress(address);
    const place = valueOf(parsed);
    if (place === undefined) return parsed as Outcome<never>;
    const url = new URL(place.url);
    return readFleet(new PrometheusClient({ url, ...(token !== undefined && { token }) }), signal);
  });
}
