import { formatAddress, formatEndpoint } from '../../model/endpoint.ts';
import type { Finding, ParameterFix, Subject } from '../../model/finding.ts';
import { shellLine } from '../../model/shellWord.ts';
import { stateWords } from '../../model/ssVocabulary.ts';
import { isWildcard } from './findingFilter.ts';

/** The command that makes `ss` list the sockets of a finding; undefined if it is not about specific sockets. */
export function showCommand(
  { subject, states = [], transport = 'tcp' }: Finding,
  way: readonly string[] = [],
): string | undefined {
  const wanted = stateWords(states);
  const ends = endWords(subject);
  const options = `-${transport === 'tcp' ? 't' : 'u'}${wanted.length === 0 ? 'a' : ''}no`;
  if (subject.kind === 'process') {
    // `ss` names processes but cannot select by them.
    const list = shellLine([...way, 'ss', `${options}p`, ...wanted]);
    return `${list} | grep -E 'pid=(${subject.pids.map(String).join('|')}),'`;
  }
  return wanted.length + ends.length === 0
    ? undefined
    : shellLine([...way, 'ss', options, ...wanted, ...ends]);
}

function endWords(subject: Subject): readonly string[] {
  switch (subject.kind) {
    case 'destination':
      return [
        ...(isWildcard(subject.localAddress) ? [] : ['src', formatAddress(subject.localAddress)]),
        'dst',
        subject.remotePort === 0
          ? formatAddress(subject.remoteAddress)
          : formatEndpoint(subject.remoteAddress, subject.remotePort),
      ];
    case 'listener':
      return [
        'src',
        isWildcard(subject.address)
          ? `:${String(subject.port)}`
          : formatEndpoint(subject.address, subject.port),
      ];
    case 'host':
    case 'parameter':
    case 'process':
      return [];
  }
}

export interface Setting {
  readonly key: string;
  readonly value: string;
}

/** The effect of a fix on a running kernel; undefined if a value is not known. */
export function settingsOf(
  { changes }: ParameterFix,
  defaultOf: (key: string) => string | undefined,
): readonly Setting[] | undefined {
  const settings: Setting[] = [];
  for (const change of changes) {
    // Removing a line from a file restores the default, and so does this.
    const value =
      change.kind === 'set' ? change.value : change.kind === 'remove' ? defaultOf(change.key) : undefined;
    if (value === undefined) return undefined;
    settings.push({ key: change.key, value });
  }
  return settings.length === 0 ? undefined : settings;
}

/** The command that applies settings to the running kernel. */
export function setCommand(settings: readonly Setting[], way: readonly string[]): string {
  const words = settings.map(({ key, value }) => `${key}=${value}`);
  return shellLine([...way, 'sysctl', '-w', ...words]);
}

/** The prefix that runs a command in the inspected network namespace, for root or another user. */
export interface Way {
  readonly isRoot: boolean;
  readonly wayIn?: readonly string[];
}

/** For a command that only reads: without rights, but to enter a namespace takes them. */
export function readingWay({ isRoot, wayIn = [] }: Way): readonly string[] {
  return wayIn.length > 0 && !isRoot ? ['sudo', ...wayIn] : wayIn;
}

/** For a command that changes something. */
export function changingWay({ isRoot, wayIn = [] }: Way): readonly string[] {
  return isRoot ? wayIn : ['sudo', ...wayIn];
}
