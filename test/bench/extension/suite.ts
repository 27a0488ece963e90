// Runs inside the extension host, as a suite of tests would. What it measures goes to $SOCKET_DIAGNOSTICS_RESULTS.
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { commands, ConfigurationTarget, extensions, workspace } from 'vscode';
import type { Report } from '../../../src/core/report/report.ts';
import type { EventLoopDelay, ExtensionFigures } from './messages.ts';

const extensionId = 'socket-diagnostics.socket-diagnostics';
const nanosecondsInMs = 1e6;
/** A timer of one millisecond is due every millisecond: what it takes longer is the delay. */
const resolution = 1;
/** In a row; the first of a window also loads the language client and starts the server. */
const inspections = 3;
const calmMs = 1000;
const calmLimitMs = 20_000;
const calmDelayMs = 10;
/** VS Code's own extensions start servers as well: for JSON, once a setting is written. */
const isOfVsCode = /\/lib\/vscode\/extensions\//;

export async function run(): Promise<void> {
  const path = process.env['SOCKET_DIAGNOSTICS_RESULTS'] ?? '';
  const answer = await measure().catch((error: unknown) => ({ error: String(error) }));
  // Renamed, so that whoever waits for the file sees all of it.
  await writeFile(`${path}.part`, JSON.stringify(answer));
  await rename(`${path}.part`, path);
}

async function measure(): Promise<ExtensionFigures> {
  await calm();
  const others = new Set((await children()).keys());
  const activationMs = await activation();
  const delays = [await delayDuring('idle', () => sleep(1500))];
  for (const collector of (process.env['SOCKET_DIAGNOSTICS_COLLECTORS'] ?? '').split(',')) {
    await workspace
      .getConfiguration()
      .update('socketDiagnostics.collector', collector, ConfigurationTarget.Global);
    delays.push(await delayDuring(collector, () => inspectOften(collector)));
    await sleep(500);
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
  await sleep(1000);
  const came = [...(await children())].filter(([pid]) => !others.has(pid)).map(([, command]) => command);
  return { activationMs, delays, idleProcesses: came.filter((command) => !isOfVsCode.test(command)) };
}

/** A window that has just opened activates VS Code's own extensions, which is not what is measured. */
async function calm(): Promise<void> {
  for (let waited = 0; waited < calmLimitMs; waited += calmMs) {
    const { max } = await delayDuring('calm', () => sleep(calmMs));
    if (max < calmDelayMs) return;
  }
}

async function activation(): Promise<number | undefined> {
  const extension = extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error('the extension is not there');
  if (extension.isActive) return undefined;
  const start = performance.now();
  await extension.activate();
  return performance.now() - start;
}

async function inspectOften(collector: string): Promise<void> {
  for (let time = 0; time < inspections; time++) await inspect(collector);
}

async function inspect(collector: string): Promise<void> {
  const report = await commands.executeCommand<Report | undefined>('socketDiagnostics.inspect');
  if (report?.collector.used !== collector) throw new Error(`${collector} was not used`);
}

async function delayDuring(during: string, work: () => Promise<void>): Promise<EventLoopDelay> {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const start = performance.now();
  await work();
  const tookMs = performance.now() - start;
  histogram.disable();
  const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / nanosecondsInMs - resolution);
  const [p50, p99] = [ms(histogram.percentile(50)), ms(histogram.percentile(99))];
  return { during, tookMs, p50, p99, max: ms(histogram.max) };
}

/** The extension host's child processes, command lines by pid: VS Code's own and ours. */
async function children(): Promise<ReadonlyMap<string, string>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const isChild = new RegExp(`^PPid:\\s+${String(process.pid)}$`, 'm');
  const found = new Map<string, string>();
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (isChild.test(status)) found.set(pid, command.replaceAll('\0', ' ').trim());
  }
  return found;
}
