import { readFleet } from '../core/fleet/readFleet.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { PrometheusClient } from '../host/prometheus/prometheusClient.ts';
import { readRegularFile } from '../host/regularFile.ts';
import type { CommandIo } from './commandIo.ts';
import { fleetDescription, type FleetOptions, parseFleetArguments } from './fleet/fleetArguments.ts';
import { fleetText } from './fleet/fleetText.ts';
import { paintFor } from './paint.ts';
import { runParsed } from './parsedArguments.ts';
import { worstStatus } from './worstStatus.ts';
import { writeProblems } from './writeProblems.ts';

const largestToken = 16 << 10;

/** `fleet`: lists the hosts that a Prometheus knows. The exit status is the worst host's. */
export function fleet(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parseFleetArguments(args), fleetDescription, io, (options) => run(options, io));
}

async function run({ prometheus, tokenFile, format }: FleetOptions, io: CommandIo): Promise<number> {
  const token = tokenFile === undefined ? undefined : await tokenIn(tokenFile);
  if (token === '') {
    io.stderr.write(`${plainLine(tokenFile ?? '')} has no token that could be read.\n`);
    return 3;
  }
  const client = new PrometheusClient({ url: prometheus, ...(token !== undefined && { token }) });
  const outcome = await readFleet(client, new AbortController().signal);
  writeProblems(io.stderr, problemsOf(outcome));
  const value = valueOf(outcome);
  if (value === undefined) return 3;
  io.stdout.write(format === 'json' ? `${visibleJson(value)}\n` : fleetText(value, paintFor(io.stdout)));
  return fleetStatus(value);
}

/** Empty if there is none. */
async function tokenIn(path: string): Promise<string> {
  const file = await readRegularFile(path, largestToken);
  const text = file.kind === 'read' ? file.bytes.toString('utf8').trim() : '';
  return /^[\x21-\x7e]*$/.test(text) ? text : '';
}

/** An error is one whatever else is not known; a host that is not known may have one. */
export function fleetStatus({ hosts, problems }: Fleet): number {
  const severities = hosts.map(({ severity }) => severity);
  if (severities.includes('error')) return 2;
  if (hosts.length === 0 || problems.length > 0 || severities.includes('unknown')) return 3;
  return worstStatus(severities.flatMap((severity) => (severity === 'warning' ? { severity } : [])));
}
