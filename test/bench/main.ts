// npm run bench: every budget of BENCHMARKS.md, measured. Takes about half an hour and wants the machine for itself.
//   npm run bench -- [--json FILE] [--runs N] [--minutes N] [--write]
//                    [--only sizes,language,lint,causes,watch,fleet,exporter,sockets,drawn,extension]
// --minutes says for how long the memory of watching is looked at: 3 unless told otherwise.
// Ends with status 1 when a budget is missed. --write also puts the table into BENCHMARKS.md.
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { buildBundles } from '../../scripts/lib/build.ts';
import { endOnSignals } from '../../scripts/lib/children.ts';
import { replaceBetween } from '../../scripts/lib/markers.ts';
import { inRepository } from '../../scripts/lib/paths.ts';
import { step } from '../../scripts/lib/progress.ts';
import { setup } from '../../scripts/lib/setup.ts';
import { namespacesUnavailable, workbenchUnavailable } from '../../scripts/suites/requirements.ts';
import { Namespace } from '../support/namespace.ts';
import { prometheusUnavailable } from '../support/prometheusServer.ts';
import { measureDrawn } from './extension/drawn.ts';
import { activationRow, delayRows, idleRow, prepareExtension, runWindows } from './extension/hosts.ts';
import { measureFleet } from './fleet.ts';
import { Generator } from './generator.ts';
import { measureLint } from './lint.ts';
import { measureCauses } from './causes.ts';
import { installContenders } from './install.ts';
import { measureKeystroke } from './language.ts';
import { machine, markdownTable, textTable } from './print.ts';
import { notMeasured, type Row } from './row.ts';
import { measureSizes } from './sizes.ts';
import { measureExporter } from './sockets/exporter.ts';
import { measureMillion, measureTwoHundredThousand } from './sockets/level.ts';
import { measureTree } from './sockets/tree.ts';
import { measureWatch } from './watch/measureWatch.ts';

const phases = [
  'sizes',
  'language',
  'lint',
  'causes',
  'watch',
  'fleet',
  'exporter',
  'sockets',
  'drawn',
  'extension',
] as const;
type Phase = (typeof phases)[number];

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: phases.join(',') },
    minutes: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
});
const runs = Math.max(1, Number(values.runs));
const wanted = new Set(values.only.split(','));
const wants = (phase: Phase): boolean => wanted.has(phase);
const rows: Row[] = [];
const levels: string[] = [];
const collectors = ['sock_diag', 'ss', 'proc'];

/** What fails is a row that says so: the others are still worth having. */
async function measure(name: string, work: () => Promise<Row | readonly Row[]>): Promise<void> {
  console.log(`▸ ${name}`);
  try {
    rows.push(...[await work()].flat());
  } catch (error) {
    console.error(error);
    rows.push(notMeasured(name, error));
  }
}

async function raise(generator: Generator, level: number, workers: number): Promise<void> {
  const title = `Making ${level.toLocaleString('en-US')} TIME_WAIT sockets`;
  const reached = await step(title, () => generator.raise(level, workers));
  await note(level.toLocaleString('en-US'), reached);
}

/** The level that there is; when it is not the one that was wanted, the ratios still are per socket returned. */
async function note(label: string, reached: number | Promise<number>): Promise<void> {
  levels.push(`${label}: ${(await reached).toLocaleString('en-US')}`);
  console.log(`  level ${levels.at(-1) ?? ''}`);
}

function say(text: string): void {
  console.log(`  ${text}`);
}

async function measureHere(): Promise<void> {
  await using namespace = await Namespace.create({ 'net.ipv4.tcp_max_tw_buckets': 2_000_000 });
  const generator = new Generator(namespace);
  let perSocket = NaN;
  if (wants('extension') || wants('drawn')) await step('Packing the VSIX', prepareExtension);
  await raise(generator, 200_000, 1);
  if (wants('sockets')) {
    const contenders = await step('Getting what we are compared with', installContenders);
    await measure('200,000 sockets', async () => {
      const measured = await measureTwoHundredThousand({
        namespace,
        label: '200,000',
        runs,
        contenders,
        say,
      });
      ({ perSocket } = measured);
      return measured.rows;
    });
    await note('200,000, afterwards', generator.reached());
  }
  if (wants('exporter'))
    await measure('exporter, 200,000 sockets', () =>
      measureExporter({ namespace, label: '200,000', runs, contenders: '', say }),
    );
  if (wants('drawn'))
    await measure('figures drawn, 200,000 sockets', () =>
      measureDrawn({ namespace, label: '200,000', runs, contenders: '', say }),
    );
  if (!wants('sockets') && !wants('extension')) return;
  if (wants('extension'))
    await measure('extension host, 200,000 sockets', async () => {
      const figures = await runWindows(namespace, runs, collectors);
      return [activationRow(figures), idleRow(figures), ...delayRows('200,000', figures)];
    });
  await raise(generator, 1_000_000, 2);
  if (wants('sockets')) {
    const options = { namespace, label: '1,000,000', runs, contenders: '', say };
    await measure('1,000,000 sockets', () => measureMillion(options, perSocket));
    await note('1,000,000, afterwards', generator.reached());
    await measure('tree, 1,000,000 sockets', () => measureTree(namespace, '1,000,000', runs));
  }
  if (wants('extension'))
    await measure('extension host, 1,000,000 sockets', async () => {
      const figures = await runWindows(namespace, Math.min(runs, 3), collectors);
      return delayRows('1,000,000', figures);
    });
  await note('1,000,000, at the end', generator.reached());
}

endOnSignals();
const [load = 0] = loadavg();
if (load > 1)
  console.log(
    `This machine is busy (load ${load.toFixed(1)}): what is measured now says little about a quiet one.`,
  );
await setup('test');
await step('Building the bundles', buildBundles);
if (wants('sizes')) await measure('sizes', measureSizes);
if (wants('language')) await measure('keystrokes', measureKeystroke);
if (wants('lint')) await measure('lint of 10,000 files', () => measureLint(runs));
if (wants('causes')) await measure('causes in 10,000 files', () => measureCauses(runs));
if (wants('watch')) {
  const reason = namespacesUnavailable();
  if (reason === null)
    await measure('watching connections', () => measureWatch(runs, Number(values.minutes), say));
  else rows.push(notMeasured('watching connections', reason));
}
if (wants('fleet')) {
  const reason = namespacesUnavailable() ?? prometheusUnavailable();
  if (reason === null) await measure('1,000 hosts', () => measureFleet(runs));
  else rows.push(notMeasured('1,000 hosts', reason));
}
if (['sockets', 'exporter', 'drawn', 'extension'].some((phase) => wanted.has(phase))) {
  const reason = wants('extension') || wants('drawn') ? workbenchUnavailable() : namespacesUnavailable();
  if (reason === null) await measureHere();
  else rows.push(notMeasured('sockets and extension host', reason));
}

console.log(`\n${textTable(rows)}\n\n${machine()}; medians of ${String(runs)} runs`);
const levelText = levels.length > 0 ? `TIME_WAIT sockets that there were: ${levels.join('; ')}.` : '';
console.log(levelText);
if (values.json !== undefined)
  await writeFile(values.json, `${JSON.stringify({ machine: machine(), runs, levels, rows }, null, 2)}\n`);
if (values.write) {
  const path = inRepository('BENCHMARKS.md');
  const about = `${machine()}; medians of ${String(runs)} runs. ${levelText}`;
  const content = `${about}\n\n${markdownTable(rows)}`;
  const text = replaceBetween(await readFile(path, 'utf8'), 'bench', content, 'BENCHMARKS.md');
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
const missed = rows.filter(({ met }) => met === false);
for (const { name, budget } of missed) console.error(`MISSED: ${name} (${budget ?? ''})`);
process.exit(missed.length > 0 ? 1 : 0);
