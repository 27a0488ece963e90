import {
  numberText,
  percentText,
  type ReportClient,
  type ReportSockets,
} from '../core/protocol/viewModels.ts';
import { note, section } from './section.ts';
import { table } from './table.ts';

/** The clients of this host. Many clients behind one address share its ports. */
export function clients(sockets: ReportSockets): HTMLElement {
  const title = 'Clients';
  if (sockets.clients.length === 0)
    return section('clients', title, note('No clients are connected to this host.'));
  return section(
    'clients',
    title,
    table<ReportClient>({
      id: 'clients',
      caption: title,
      all: { total: sockets.clientCount, grouping: 'client' },
      rows: sockets.clients,
      inState: { TIME_WAIT: ({ timeWait }) => timeWait },
      columns: [
        { title: 'Client', cell: ({ remoteAddress }) => remoteAddress },
        { title: 'To port', numeric: true, cell: ({ localPort }) => String(localPort) },
        { title: 'Sockets', numeric: true, cell: ({ total }) => numberText(total) },
        { title: 'TIME_WAIT', numeric: true, cell: ({ timeWait }) => numberText(timeWait) },
        { title: 'Share of its ports', numeric: true, cell: ({ portShare }) => percentText(portShare) },
      ],
    }),
  );
}
