import {
  formatEndpoint,
  numberText,
  type ReportListener,
  type ReportSockets,
} from '../core/protocol/viewModels.ts';
import { note, section } from './section.ts';
import { table } from './table.ts';

/** The listening sockets, and the ports on which this host closes first. */
export function listeners(sockets: ReportSockets): HTMLElement {
  const title = 'Listening sockets';
  if (sockets.listeners.length === 0)
    return section('listeners', title, note('There are no listening sockets.'));
  return section(
    'listeners',
    title,
    note(
      'TIME_WAIT is on the side that closed first: a count here means that this host closed first, not its client.',
    ),
    table<ReportListener>({
      id: 'listeners',
      caption: title,
      all: { total: sockets.listenerCount, grouping: 'listener' },
      rows: sockets.listeners,
      inState: {
        LISTEN: ({ listening }) => Number(listening),
        ESTABLISHED: ({ established }) => established,
        TIME_WAIT: ({ timeWait }) => timeWait,
        CLOSE_WAIT: ({ closeWait }) => closeWait,
      },
      columns: [
        { title: 'Listens on', cell: listensOn },
        { title: 'Process', cell: ({ process }) => (process === undefined ? '–' : process) },
        { title: 'TIME_WAIT', numeric: true, cell: ({ timeWait }) => numberText(timeWait) },
        { title: 'Established', numeric: true, cell: ({ established }) => numberText(established) },
        { title: 'CLOSE_WAIT', numeric: true, cell: ({ closeWait }) => numberText(closeWait) },
        { title: 'Accept queue', numeric: true, cell: acceptQueue },
      ],
    }),
  );
}

function listensOn({ address, port, listening }: ReportListener): string {
  return listening ? formatEndpoint(address, port) : `${formatEndpoint(address, port)} (no longer listening)`;
}

function acceptQueue({ acceptQueue: waiting, acceptQueueLimit: limit }: ReportListener): string {
  return limit === undefined ? numberText(waiting) : `${numberText(waiting)} of ${numberText(limit)}`;
}
