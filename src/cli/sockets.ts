import type { SocketList } from '../core/inspect/listSockets.ts';
import { formatEndpoint } from '../core/model/endpoint.ts';
import { problemsOf } from '../core/model/outcome.ts';
import { parseSocketFilter } from '../core/query/socketFilter.ts';
import { secondsText } from '../core/model/timeText.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { listedSocket, type ListedSocket } from '../core/tree/rows/listedSocket.ts';
import { csvHead, csvLine } from '../core/tree/rows/socketsCsv.ts';
import type { CommandIo } from './commandIo.ts';
import { runParsed } from './parsedArguments.ts';
import { listPlace } from './sockets/listPlace.ts';
import {
  parseSocketsArguments,
  socketsDescription,
  type SocketsOptions,
} from './sockets/socketsArguments.ts';
import { socketsJson } from './sockets/socketsJson.ts';
import { tableText, type TextColumn } from './table.ts';
import { withPlace } from './withPlace.ts';
import { writeProblems } from './writeProblems.ts';

/** `sockets`: lists the sockets that match the filter. */
export function sockets(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parseSocketsArguments(args), socketsDescription, io, (options) => run(options, io));
}

async function run(options: SocketsOptions, { stdout, stderr }: CommandIo): Promise<number> {
  const { filter, problems } = parseSocketFilter(options.filter);
  if (problems.length > 0) {
    for (const { word, message } of problems) stderr.write(`${plainLine(word)}: ${plainLine(message)}\n`);
    return 3;
  }
  const list = await withPlace(options, (place) =>
    listPlace(place, { choice: options.collector, filter, cancellation: new AbortController().signal }),
  );
  writeProblems(stderr, problemsOf(list.outcome));
  if (list.tables.length === 0) return 3;
  const listed = list.tables.flatMap(({ table, rows }) =>
    rows.map((row) => listedSocket(table, row, list.owners)),
  );
  stdout.write(written(options.format, list, listed));
  return 0;
}

function written(
  format: SocketsOptions['format'],
  list: SocketList,
  listed: readonly ListedSocket[],
): string {
  switch (format) {
    case 'text':
      return text(listed);
    case 'json':
      return `${visibleJson(socketsJson(list, listed))}\n`;
    case 'csv':
      return csvHead + listed.map(csvLine).join('');
  }
}

const columns: readonly TextColumn<ListedSocket>[] = [
  { title: 'Proto', align: 'left', text: ({ protocol }) => protocol },
  { title: 'State', align: 'left', text: ({ state }) => state },
  { title: 'Recv-Q', align: 'right', text: ({ receiveQueue }) => String(receiveQueue) },
  {
    title: 'Send-Q',
    align: 'right',
    text: ({ sendQueue, acceptQueueLimit }) => String(acceptQueueLimit ?? sendQueue),
  },
  { title: 'Local', align: 'left', text: ({ local }) => formatEndpoint(local.address, local.port) },
  { title: 'Remote', align: 'left', text: ({ remote }) => formatEndpoint(remote.address, remote.port) },
  {
    title: 'Timer',
    align: 'left',
    text: ({ timer, timerMs }) => (timer === 'none' ? '' : `${timer} ${secondsText(timerMs / 1000)}`),
  },
  {
    title: 'Process',
    align: 'left',
    text: ({ processes }) =>
      plainLine(processes.map(({ name, pid }) => `${name} (${String(pid)})`).join(', ')),
  },
];

function text(listed: readonly ListedSocket[]): string {
  return `${tableText(columns, listed).join('\n')}\n`;
}
