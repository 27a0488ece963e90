import { formatEndpoint } from '../../model/endpoint.ts';
import type { Subject } from '../../model/finding.ts';

/** The subject of a finding, as short as possible; empty for the host as a whole. Contains text from the host. */
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
