import type { CommandDescription } from '../../core/commandLine/description.ts';
import { mostDestinations } from '../../core/metrics/seriesLimits.ts';
import { helpOption, hostOptions, placeOf, type PlaceOptions } from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface ExporterOptions extends PlaceOptions {
  /** Where it is scraped; absent if it only writes a file. */
  readonly listen?: ListenAddress;
  /** The file for node_exporter's textfile collector. */
  readonly textfile?: string;
  /** The file with TLS and users, in the format of Prometheus' web configuration. */
  readonly webConfig?: string;
  readonly intervalSeconds: number;
  /** So many destinations have series of their own. */
  readonly top: number;
}

export interface ListenAddress {
  readonly host: string;
  /** 0: the kernel chooses. */
  readonly port: number;
}

const usualAddress = '127.0.0.1:9810';
const usualInterval = '15';

export const exporterDescription = {
  name: 'exporter',
  summary: 'serves metrics of this machine to Prometheus',
  about: [
    'Inspects this machine repeatedly and serves the result to Prometheus at /metrics: local ports in use for the fullest destinations, TIME_WAIT, accept queues, CLOSE_WAIT by program, connects that failed, findings and drift. There are at most 150 series, and none names a client.',
    'Root is not needed; without it the programs of other users have no name.',
  ],
  options: {
    listen: {
      type: 'string',
      value: 'ADDRESS:PORT',
      text: `where it is scraped (default: ${usualAddress}; [::]:9810 is every address)`,
    },
    interval: {
      type: 'string',
      value: 'SECONDS',
      text: `time between two inspections, 1 to 3600 (default: ${usualInterval})`,
    },
    top: {
      type: 'string',
      value: 'N',
      text: `how many destinations have series of their own, 1 to ${String(mostDestinations)} (default: ${String(mostDestinations)})`,
    },
    'web-config': {
      type: 'string',
      value: 'FILE',
      completes: 'file',
      text: 'TLS and users, in the format of Prometheus’ web configuration file',
    },
    textfile: {
      type: 'string',
      value: 'FILE',
      completes: 'file',
      text: 'write the metrics to FILE for node_exporter’s textfile collector; without --listen, only that',
    },
    netns: hostOptions.netns,
    ...helpOption,
  },
  exitStatuses: [
    [0, 'a signal has ended it'],
    [3, 'it could not start, or failed on the way'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseExporterArguments(args: readonly string[]): ParsedArguments<ExporterOptions> {
  return parseCommand(args, exporterDescription, (values) => {
    const { textfile, 'web-config': webConfig } = values;
    const isServed = textfile === undefined || values.listen !== undefined;
    if (!isServed && webConfig !== undefined) throw new Error('--web-config is used with --listen.');
    // The collector passes over every other name.
    if (textfile !== undefined && !textfile.endsWith('.prom'))
      throw new Error(`--textfile “${textfile}” does not end in .prom.`);
    return {
      ...placeOf(values),
      ...(isServed && { listen: addressIn(values.listen ?? usualAddress) }),
      ...(textfile !== undefined && { textfile }),
      ...(webConfig !== undefined && { webConfig }),
      intervalSeconds: numberIn('interval', values.interval ?? usualInterval, 1, 3600),
      top: Math.floor(numberIn('top', values.top ?? String(mostDestinations), 1, mostDestinations)),
    };
  });
}

/** `127.0.0.1:9810`, `[::1]:9810`, `localhost:9810`: nobody listens on every address by leaving it out. */
function addressIn(text: string): ListenAddress {
  const match = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port <= 65_535))
    throw new Error(`--listen “${text}” is not an address and a port, such as ${usualAddress}.`);
  return { host, port };
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`--${name} “${text}” is not a number from ${String(least)} to ${String(most)}.`);
  return value;
}
