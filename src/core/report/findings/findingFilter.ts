import type { Finding, Subject } from '../../model/finding.ts';
import { stateTerm } from '../../model/tcpState.ts';
import { parseSubnet } from '../../query/subnet.ts';

/** More could not be read in the filter box. */
const mostProcesses = 20;

/**
 * The filter that shows the sockets of a finding (core/query/socketFilter.ts has the language); undefined where it is about
 * no certain ones.
 */
export function findingFilter({ subject, states = [] }: Finding): string | undefined {
  const words = [...states.map(stateTerm), ...subjectWords(subject)];
  return words.length === 0 ? undefined : words.join(' ');
}

function subjectWords(subject: Subject): readonly string[] {
  switch (subject.kind) {
    case 'host':
    case 'parameter':
      return [];
    case 'destination':
      return [
        ...addressWords('local', subject.localAddress),
        ...addressWords('peer', subject.remoteAddress),
        ...(subject.remotePort === 0 ? [] : [`pport:${String(subject.remotePort)}`]),
      ];
    case 'listener':
      return [...addressWords('local', subject.address), `lport:${String(subject.port)}`];
    // By number: a name may hold blanks, and be part of another.
    case 'process':
      return subject.pids.slice(0, mostProcesses).map((pid) => `process:${String(pid)}`);
  }
}

/** A wildcard stands for every local address. */
function addressWords(word: 'local' | 'peer', address: string): readonly string[] {
  return isWildcard(address) || parseSubnet(address) === undefined ? [] : [`${word}:${address}`];
}

export function isWildcard(address: string): boolean {
  return ['0.0.0.0', '::', '*'].includes(address);
}
