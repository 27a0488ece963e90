import { z } from 'zod';
import type { SocketList } from '../../../core/inspect/listSockets.ts';
import { countText, numberText } from '../../../core/model/numberText.ts';
import { formatEndpoint } from '../../../core/model/endpoint.ts';
import { plainLine } from '../../../core/model/plainText.ts';
import { remoteAddressText, type SocketTable } from '../../../core/model/socketTable.ts';
import { isTcpState, tcpStateName } from '../../../core/model/tcpState.ts';
import { parseSocketFilter } from '../../../core/query/socketFilter.ts';
import { listedSocket } from '../../../core/tree/rows/listedSocket.ts';
import { csvHead, csvLine } from '../../../core/tree/rows/socketsCsv.ts';
import { listPlace } from '../../sockets/listPlace.ts';
import type { Answer } from '../answer.ts';
import { expectValue, missingLines, tool } from '../tool.ts';

/** How many of the most common are named. */
const mostNamed = 5;

export const socketsTool = tool({
  name: 'sockets',
  title: 'List Sockets',
  description:
    'Lists the TCP sockets of the host that match a filter, as CSV below their counts by state and remote endpoint. To learn what is wrong, call inspect.',
  shape: {
    filter: z
      .string()
      .max(1000)
      .default('')
      .describe(
        'Terms such as state:time-wait peer:10.0.0.0/8 lport:8080 pport:443 process:nginx age:<10; a minus before a term negates it. Empty: all sockets.',
      ),
  },
  hasPages: true,
  answer: async ({ filter: text }, { place, cancellation }) => {
    const { filter, problems } = parseSocketFilter(text);
    if (problems.length > 0)
      throw new Error(
        `The field “filter”: ${problems.map(({ word, message }) => `${word}: ${message}`).join(' ')}`,
      );
    const list = await listPlace(place, { choice: 'auto', filter, cancellation });
    expectValue(list.outcome);
    return answerOf(list, text);
  },
});

function answerOf(list: SocketList, filter: string): Answer {
  const { table, rows, owners } = list;
  if (table === undefined) throw new Error('The sockets could not be read.');
  const which = filter.trim() === '' ? '' : ` that match ${plainLine(filter)}`;
  const head = [
    `${countText(rows.length, 'socket')}${which}, read with ${list.collector ?? 'nothing'}.`,
    ...missingLines(list.outcome),
    ...(rows.length === 0 ? [] : [byState(table, rows), byRemote(table, rows), '', csvHead.trimEnd()]),
  ];
  return {
    head: head.join('\n'),
    count: rows.length,
    part: (at) => csvLine(listedSocket(table, rows[at] ?? 0, owners)).trimEnd(),
    unit: 'socket',
    separator: '\n',
    narrower: 'A narrower filter, such as state:time-wait peer:ADDRESS, lists fewer.',
  };
}

function byState(table: SocketTable, rows: readonly number[]): string {
  const states = mostCommon(rows, (row) => table.state[row] ?? 0).map(
    ([state, { count }]) => `${isTcpState(state) ? tcpStateName(state) : 'unknown'} ${numberText(count)}`,
  );
  return `By state: ${states.join(', ')}.`;
}

/** One number for an address and a port: a string for each of a million sockets would be slow. */
function byRemote(table: SocketTable, rows: readonly number[]): string {
  const all = mostCommon(
    rows,
    (row) => (table.remoteAddress[row] ?? 0) * 65_536 + (table.remotePort[row] ?? 0),
  );
  const named = all
    .slice(0, mostNamed)
    .map(
      ([, { row, count }]) =>
        `${formatEndpoint(remoteAddressText(table, row), table.remotePort[row] ?? 0)} ${numberText(count)}`,
    );
  const others = all.length > mostNamed ? ` and ${numberText(all.length - mostNamed)} more` : '';
  return `By remote endpoint: ${named.join(', ')}${others}.`;
}

interface Counted {
  /** One of the rows. */
  readonly row: number;
  count: number;
}

function mostCommon(
  rows: readonly number[],
  keyOf: (row: number) => number,
): readonly (readonly [key: number, Counted])[] {
  const counts = new Map<number, Counted>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { row, count: 1 });
    else known.count += 1;
  }
  return [...counts].sort(([, a], [, b]) => b.count - a.count);
}
