import { fleetQueries } from '../../../src/core/fleet/fleetQueries.ts';
import { valueOf } from '../../../src/core/model/outcome.ts';
import { PrometheusClient } from '../../../src/host/prometheus/prometheusClient.ts';
import type { Run } from '../peer.ts';

/** Each query of a refresh for itself; the time of the slowest. It returns the hosts that are known. */
export function slowestQuery([url = '']: readonly string[]): Promise<() => Promise<Run>> {
  const client = new PrometheusClient({ url: new URL(url) });
  return Promise.resolve(async () => {
    let [ms, hosts] = [0, 0];
    for (const expression of Object.values(fleetQueries)) {
      const start = performance.now();
      const answer = valueOf(await client.query(expression, new AbortController().signal));
      ms = Math.max(ms, performance.now() - start);
      if (expression === fleetQueries.known) hosts = answer?.length ?? 0;
    }
    return { ms, sockets: hosts };
  });
}
