import { rm } from 'node:fs/promises';
import { single, type Metric } from '../../core/metrics/metric.ts';
import { problemsOf } from '../../core/model/outcome.ts';
import { plainLine } from '../../core/model/plainText.ts';
import { productVersion } from '../../core/model/product.ts';
import { isHost, type Place } from '../../core/collect/place.ts';
import { errorText } from '../../host/systemError.ts';
import { writeTextFile } from '../../host/textFile.ts';
import type { CommandIo } from '../commandIo.ts';
import { runParsed } from '../parsedArguments.ts';
import { withPlace } from '../withPlace.ts';
import { exporterDescription, type ExporterOptions, parseExporterArguments } from './exporterArguments.ts';
import { exposition } from './exposition.ts';
import { MetricsServer } from './metricsServer.ts';
import { RepeatedInspection } from './repeatedInspection.ts';
import { readWebConfig } from './webConfig.ts';

/** The streams and environment of the command. */
export interface ExporterIo extends CommandIo {
  /** Ends it. */
  readonly stop: AbortSignal;
}

/** node_exporter runs as a user of its own. */
const readableByAll = 0o644;

/** `exporter`: serves what inspections show to Prometheus until it is stopped. */
export function exporter(args: readonly string[], io: ExporterIo): Promise<number> {
  return runParsed(parseExporterArguments(args), exporterDescription, io, (options) =>
    withPlace(options, async (place) => {
      let what = 'The exporter could not start';
      try {
        await run(place, options, io, () => {
          what = 'The exporter failed';
        });
        return 0;
      } catch (error) {
        io.stderr.write(`${what}: ${plainLine(errorText(error))}\n`);
        return 3;
      }
    }),
  );
}

async function run(
  place: Place,
  options: ExporterOptions,
  io: ExporterIo,
  onStarted: () => void,
): Promise<void> {
  const { listen, textfile, webConfig, intervalSeconds, top } = options;
  if (!isHost(place)) throw new Error('Only a live host can be exported.');
  const inspecting = new RepeatedInspection(place, intervalSeconds, top);
  const metrics = (): readonly Metric[] => [...inspecting.metrics(), ...ownMetrics()];
  const web = webConfig === undefined ? {} : await readWebConfig(webConfig);
  await using server = listen && (await MetricsServer.start(listen, web, metrics));
  onStarted();
  if (server !== undefined) io.stdout.write(`Serving metrics at ${server.url}\n`);
  const complain = complainer(io);
  try {
    await inspecting.run(io.stop, async (error) => {
      complain('inspection', error);
      complain('certificate', await server?.refreshCertificate().catch((problem: unknown) => problem));
      if (textfile !== undefined) complain('textfile', await write(textfile, metrics()));
    });
  } finally {
    // Nobody would see that it grows old.
    if (textfile !== undefined) await rm(textfile, { force: true });
  }
}

/** Gives what went wrong. */
async function write(path: string, metrics: readonly Metric[]): Promise<unknown> {
  const text = await exposition(metrics, 'text');
  const outcome = await writeTextFile(path, [text], new AbortController().signal, readableByAll);
  return problemsOf(outcome)[0]?.message;
}

function ownMetrics(): readonly Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    { name: 'socket_diagnostics_build_info', samples: [{ labels: { version: productVersion }, value: 1 }] },
    ...single('socket_diagnostics_exporter_cpu_seconds_total', (user + system) / 1e6),
    ...single('socket_diagnostics_exporter_memory_bytes', process.memoryUsage.rss()),
  ];
}

/** Writes an error when it is new, not at every inspection. */
function complainer({ stderr }: ExporterIo): (what: string, error: unknown) => void {
  const said = new Map<string, string>();
  return (what, error) => {
    const message = error === undefined ? '' : plainLine(errorText(error));
    if (message !== '' && said.get(what) !== message) stderr.write(`${what}: ${message}\n`);
    said.set(what, message);
  };
}
