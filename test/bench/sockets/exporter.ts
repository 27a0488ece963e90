import { sampleValue } from '../../support/metricsText.ts';
import { Exporting } from '../../support/exporting.ts';
import { budgets } from '../budgets.ts';
import { Peer } from '../peer.ts';
import { row, type Row } from '../row.ts';
import type { LevelOptions } from './level.ts';
import { pairedRuns } from './pairs.ts';

/** Between two inspections, unless the user says otherwise. */
const usualInterval = 15;

/** What the exporter costs: a scrape, an inspection, and the part of a core that it takes at its usual interval. */
export async function measureExporter({
  namespace,
  label,
  runs,
  say,
}: LevelOptions): Promise<readonly Row[]> {
  await using exporting = await Exporting.start(namespace);
  const { url } = exporting;
  await using bare = new Peer(namespace, 'bare netlink dump', ['bareDump']);
  await using scrape = new Peer(namespace, 'scrape', ['scrape', url]);
  await using inspection = new Peer(namespace, 'inspection of the exporter', ['lastInspection', url]);
  const rows: Row[] = [];
  for (const [peer, budget] of [[scrape, budgets.scrapeToBareDump] as const, [inspection] as const]) {
    const name = `${label} sockets: ${peer.name} : ${bare.name}`;
    say(name);
    const { medians, ratio } = await pairedRuns(peer, bare, runs);
    rows.push(row({ name, unit: 'ms', medians, ratio }, budget));
  }
  say('exporter, CPU');
  const [before, after] = [await exporting.scrape(), await cpuAfter(exporting, runs * 3)];
  const spent = (what: string, labels = {}): number =>
    (sampleValue(after, what, labels) ?? NaN) - (sampleValue(before, what, labels) ?? NaN);
  const perInspection =
    spent('exporter_cpu_seconds_total') / spent('inspections_total', { result: 'complete' });
  const name = `${label} sockets: exporter at its interval of ${String(usualInterval)} s, of a core`;
  const medians = { mean: (perInspection / usualInterval) * 100 };
  return [...rows, row({ name, unit: '%', medians }, budgets.exporterPercent)];
}

async function cpuAfter(exporting: Exporting, inspections: number) {
  let samples = await exporting.scrape();
  for (let index = 2; index < inspections; index += 2) samples = await exporting.scrape();
  return samples;
}
