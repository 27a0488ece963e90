import type { Finding, Subject } from '../../model/finding.ts';
import { stateTerm } from '../../model/tcpState.ts';
import { parseSubnet } from '../../query/subnet.ts';

/** A longer filter would be unreadable in the filter box. */
const mostProcesses = 20;

/**
 * The filter that shows the sockets of a finding (see core/query/socketFilter.ts for the syntax); undefined if it is
 * not about specific sockets.
 */
export function findingFilter({ subject, states = [], transport = 'tcp' }: Finding): string | undefined {
  const words = [...states.map(stateTerm), ...subjectWords(subject)];
  const protocol = transport === 'tcp' ? [] : [`proto:${transport}`];
  return words.length === 0 ? undefined : [...protocol, ...words].join(' ');
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
    // By process id: a name may contain spaces or be part of another name.
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
