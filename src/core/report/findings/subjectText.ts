import { formatEndpoint } from '../../model/endpoint.ts';
import type { Subject } from '../../model/finding.ts';

/** What a finding is about, in as few characters as possible; empty for the host as a whole. Text from the host in it. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'host':
      return '';
    case 'parameter':
      return subject.key;
    case 'destination':
      return subject.remotePort === 0
        ? subject.remoteAddress
        : formatEndpoint(subject.remoteAddress, subject.remotePort);
    case 'listener':
      return formatEndpoint(subject.address, subject.port);
    case 'process':
      return `${subject.name} (${subject.pids.map(String).join(', ')})`;
  }
}
