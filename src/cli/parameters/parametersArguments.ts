import type { CommandDescription } from '../../core/commandLine/description.ts';
import { formatOf, helpOption, jsonOption } from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface ParametersOptions {
  readonly paths: readonly string[];
  readonly format: (typeof formats)[number];
  /** Globs for paths below a directory that was named. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const formats = ['text', 'json'] as const;

export const parametersDescription = {
  name: 'parameters',
  summary: 'lists the kernel parameters that files set',
  operands: 'FILE|DIRECTORY…',
  operandCompletes: 'file',
  about: [
    'Lists every kernel parameter that files set: sysctl.conf, Kubernetes manifests, Helm charts, Compose files, Dockerfiles, shell scripts, Ansible, cloud-init, systemd units and more.',
  ],
  options: {
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    include: {
      type: 'string',
      multiple: true,
      value: 'GLOB',
      text: 'list only files that match; can be repeated',
    },
    exclude: {
      type: 'string',
      multiple: true,
      value: 'GLOB',
      text: 'skip files that match; can be repeated',
    },
    ...helpOption,
  },
  exitStatuses: [
    [0, 'all files were read'],
    [3, 'a file could not be read'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseParametersArguments(args: readonly string[]): ParsedArguments<ParametersOptions> {
  return parseCommand(
    args,
    parametersDescription,
    (values, positionals) => {
      const format = formatOf(values, formats);
      if (positionals.length === 0) throw new Error('Specify a file or a directory.');
      return { paths: positionals, format, include: values.include ?? [], exclude: values.exclude ?? [] };
    },
    true,
  );
}
