import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/lib/paths.ts';
import { unpackVsix } from '../../../scripts/lib/zip.ts';
import { packVsix, vsixPath } from '../../../scripts/package/pack.ts';
import { ExtensionHosts } from '../../support/extensionHosts.ts';
import type { Namespace } from '../../support/namespace.ts';
import { budgets } from '../budgets.ts';
import { row, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import type { EventLoopDelay, ExtensionFigures } from './messages.ts';
import { bundleForHost } from './bundleForHost.ts';

const limitMs = 3 * 60_000;
/**
 * VS Code looks for ports to forward by reading /proc/net/tcp in the extension host: seconds, with a million sockets.
 * It stops only when neither setting asks for it.
 */
export const noPortSearch = { 'remote.autoForwardPorts': false, 'remote.autoForwardPortsSource': 'output' };
const place = inRepository('build/bench-extension');

/** Unpacks the VSIX for this machine and bundles the suite: what is measured is what is shipped. */
export async function prepareExtension(): Promise<void> {
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  await packVsix();
  await unpackVsix(vsixPath, join(place, 'extension'));
  await bundleForHost('suite.ts', join(place, 'suite.cjs'));
}

/** Opens `windows` windows one after the other; in each of them the suite activates, inspects and measures. */
export async function runWindows(
  namespace: Namespace,
  windows: number,
  collectors: readonly string[],
): Promise<readonly ExtensionFigures[]> {
  const resultsPath = join(place, 'figures.json');
  const env = {
    ...process.env,
    SOCKET_DIAGNOSTICS_RESULTS: resultsPath,
    SOCKET_DIAGNOSTICS_COLLECTORS: collectors.join(','),
  };
  await using hosts = await ExtensionHosts.start({ namespace, env, settings: noPortSearch });
  const figures: ExtensionFigures[] = [];
  for (let window = 0; window < windows; window++) {
    await hosts.run({
      extension: join(place, 'extension'),
      suite: join(place, 'suite.cjs'),
      resultsPath,
      limitMs,
    });
    const answer = JSON.parse(await readFile(resultsPath, 'utf8')) as ExtensionFigures & { error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    figures.push(answer);
  }
  return figures;
}

export function delayRows(label: string, figures: readonly ExtensionFigures[]): readonly Row[] {
  const byWhat = new Map<string, EventLoopDelay[]>();
  for (const { delays } of figures)
    for (const delay of delays) byWhat.set(delay.during, [...(byWhat.get(delay.during) ?? []), delay]);
  return [...byWhat].map(([during, delays]) => {
    const isIdle = during === 'idle';
    const what = isIdle ? 'idle, for comparison' : `inspecting with ${during}`;
    return row(
      {
        name: `${label} sockets: event loop delay of the extension host, ${what}`,
        unit: 'ms',
        medians: {
          p99: median(delays.map(({ p99 }) => p99)),
          p50: median(delays.map(({ p50 }) => p50)),
          max: median(delays.map(({ max }) => max)),
          took: median(delays.map(({ tookMs }) => tookMs)),
        },
      },
      isIdle ? undefined : budgets.eventLoopMs,
    );
  });
}

export function activationRow(figures: readonly ExtensionFigures[]): Row {
  const times = figures.flatMap(({ activationMs }) => activationMs ?? []);
  const medians = { median: median(times), worst: Math.max(...times) };
  // Held to the bytes that it loads: a time says as much about the machine.
  return row({ name: 'activation', unit: 'ms', medians });
}

export function idleRow(figures: readonly ExtensionFigures[]): Row {
  const most = Math.max(...figures.map(({ idleProcesses }) => idleProcesses.length));
  return row(
    { name: 'our processes with no view visible (the server)', unit: 'processes', medians: { most } },
    budgets.idleProcesses,
  );
}
