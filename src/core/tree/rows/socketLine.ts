import { formatEndpoint } from '../../model/endpoint.ts';
import { processText } from '../facets/processFacet.ts';
import type { ListedSocket } from './listedSocket.ts';

/** A socket as a line of text, in the columns of `ss`, with tabs between them. */
export function socketLine({ state, local, remote, processes, ...queues }: ListedSocket): string {
  const cells = [
    state,
    queues.receiveQueue,
    queues.acceptQueueLimit ?? queues.sendQueue,
    formatEndpoint(local.address, local.port),
    formatEndpoint(remote.address, remote.port),
    processes.map(processText).join(', '),
  ];
  return cells.map(plain).join('\t').trimEnd();
}

/** A name may hold what would begin another cell or line. */
export function plain(cell: string | number): string {
  return String(cell).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
