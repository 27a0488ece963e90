import { helpOption, type ExitStatuses, type OptionDescriptions } from '../core/commandLine/description.ts';
import { hostId, localHost } from '../core/model/hostId.ts';
import { collectorChoices } from '../core/model/snapshot.ts';
import { oneOf } from './parsedArguments.ts';

export { helpOption };

/** The option of every command that can write JSON; the command adds `format`, see `formatOf`. */
export const jsonOption = {
  json: { type: 'boolean', text: 'short for --format json' },
} as const satisfies OptionDescriptions;

/** The format that `--format` or `--json` names, `text` without them. Throws if it is none of those. */
export function formatOf<Format extends string>(
  values: { readonly json?: boolean | undefined; readonly format?: string | undefined },
  formats: readonly (Format | 'text')[],
): Format | 'text' {
  return oneOf('format', values.json === true ? 'json' : values.format, formats, 'text');
}

/** The option of every command that reads sockets. */
export const collectorOption = {
  collector: {
    type: 'string',
    values: collectorChoices,
    text: 'how sockets are read; auto tries the others in turn (default)',
  },
} as const satisfies OptionDescriptions;

export const hostOptions = {
  host: {
    type: 'string',
    value: 'USER@HOST:PORT',
    text: 'a remote host, over your own ssh; user and port are optional',
  },
  netns: {
    type: 'string',
    value: 'NAME|PID',
    text: 'a network namespace of this machine, by its ip netns name or a process id',
  },
  'ssh-config': {
    type: 'string',
    value: 'FILE',
    completes: 'file',
    text: 'an ssh configuration file to use instead of ~/.ssh/config',
  },
} as const satisfies OptionDescriptions;

/** This machine, unless one of them is given. */
export const placeOptions = {
  ...hostOptions,
  open: {
    type: 'string',
    value: 'FILE',
    completes: 'file',
    text: 'a snapshot that was saved with inspect --save, here or elsewhere',
  },
} as const satisfies OptionDescriptions;

export interface PlaceOptions {
  /** Its id, as in core/model/hostId.ts. */
  readonly place: string;
  /** Read by ssh instead of `~/.ssh/config`. */
  readonly sshConfig?: string;
}

export interface PlaceValues {
  readonly host?: string | undefined;
  readonly netns?: string | undefined;
  readonly open?: string | undefined;
  readonly 'ssh-config'?: string | undefined;
}

/** The place that the values name. Throws if they name more than one. */
export function placeOf(values: PlaceValues): PlaceOptions {
  const { host, netns, open, 'ssh-config': sshConfig } = values;
  const places = [
    ...(host === undefined ? [] : [hostId('ssh', host)]),
    ...(netns === undefined ? [] : [hostId('netns', netns)]),
    ...(open === undefined ? [] : [hostId('file', open)]),
  ];
  if (places.length > 1) throw new Error('Use only one of --host, --netns and --open.');
  return { place: places[0] ?? localHost, ...(sshConfig !== undefined && { sshConfig }) };
}

/** Of every command that judges what it reads. */
export function judgementStatuses(unread: string): ExitStatuses {
  return [
    [0, 'at most information'],
    [1, 'a warning'],
    [2, 'an error'],
    [3, unread],
  ];
}
