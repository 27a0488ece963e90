import type { CommandDescription } from '../../core/commandLine/description.ts';
import { problemsOf, valueOf } from '../../core/model/outcome.ts';
import { parsePrometheusAddress } from '../../core/model/prometheusAddress.ts';
import { formatOf, helpOption, jsonOption } from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface FleetOptions {
  readonly prometheus: URL;
  /** A file with the token that Prometheus asks for. */
  readonly tokenFile?: string;
  readonly format: (typeof formats)[number];
}

const formats = ['text', 'json'] as const;

export const fleetDescription = {
  name: 'fleet',
  summary: 'lists the hosts that a Prometheus knows, worst first',
  about: [
    'Asks a Prometheus that scrapes socket-diagnostics exporter which hosts run out of ports, what was found on them, and which kernel parameters differ between them. For hosts that only have node_exporter, the figures are host-wide and not by destination, so their severity is unknown.',
  ],
  options: {
    prometheus: {
      type: 'string',
      value: 'URL',
      text: 'the address of Prometheus, such as https://prometheus.example:9090',
    },
    'token-file': {
      type: 'string',
      value: 'FILE',
      completes: 'file',
      text: 'a file with the token that Prometheus asks for (Authorization: Bearer)',
    },
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    ...helpOption,
  },
  exitStatuses: [
    [0, 'at most information on every host'],
    [1, 'a warning on a host'],
    [2, 'an error on a host'],
    [3, 'no error, but a host is unknown, or Prometheus could not be read'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseFleetArguments(args: readonly string[]): ParsedArguments<FleetOptions> {
  return parseCommand(args, fleetDescription, (values) => {
    const { prometheus, 'token-file': tokenFile } = values;
    if (prometheus === undefined) throw new Error('Specify the address of Prometheus: --prometheus URL.');
    return {
      prometheus: addressIn(prometheus),
      ...(tokenFile !== undefined && { tokenFile }),
      format: formatOf(values, formats),
    };
  });
}

function addressIn(text: string): URL {
  const parsed = parsePrometheusAddress(text);
  const address = valueOf(parsed);
  if (address !== undefined) return new URL(address.url);
  const [problem] = problemsOf(parsed);
  throw new Error(`--prometheus: ${problem?.message ?? ''} ${problem?.nextStep ?? ''}`);
}
