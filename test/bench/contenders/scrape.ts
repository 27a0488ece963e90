import { readMetrics } from '../../support/metricsText.ts';
import type { Run } from '../peer.ts';

/** What Prometheus does with our exporter: asks for the metrics over loopback. They tell how many sockets were read. */
export function scrape([url = '']: readonly string[]): Promise<() => Promise<Run>> {
  return Promise.resolve(async () => {
    const start = performance.now();
    const text = await (await fetch(url)).text();
    return { ms: performance.now() - start, sockets: socketsIn(text) };
  });
}

/** The exporter's last inspection, timed by itself. */
export function lastInspection([url = '']: readonly string[]): Promise<() => Promise<Run>> {
  return Promise.resolve(async () => {
    const text = await (await fetch(url)).text();
    const seconds = readMetrics(text).find(
      ({ name }) => name === 'socket_diagnostics_inspection_duration_seconds',
    );
    return { ms: (seconds?.value ?? NaN) * 1000, sockets: socketsIn(text) };
  });
}

function socketsIn(text: string): number {
  return readMetrics(text)
    .filter(({ name }) => name === 'socket_diagnostics_sockets')
    .reduce((sum, { value }) => sum + value, 0);
}
