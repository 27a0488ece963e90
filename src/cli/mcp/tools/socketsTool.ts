import { z } from 'zod';
import type { FoundRows, SocketList } from '../../../core/inspect/listSockets.ts';
import { countText, numberText } from '../../../core/model/numberText.ts';
import { formatEndpoint } from '../../../core/model/endpoint.ts';
import type { SocketOwners } from '../../../core/model/processes.ts';
import { plainLine } from '../../../core/model/plainText.ts';
import { remoteAddressText, type SocketTable } from '../../../core/model/socketTable.ts';
import { parseSocketFilter } from '../../../core/query/socketFilter.ts';
import { listedSocket, type ListedSocket } from '../../../core/tree/rows/listedSocket.ts';
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
    'Lists the TCP sockets of the host that match a filter (with proto:udp, its UDP sockets), as CSV below their counts by state and remote endpoint. To learn what is wrong, call inspect.',
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

function answerOf({ tables, owners, outcome, collector }: SocketList, filter: string): Answer {
  if (tables.length === 0) throw new Error('The sockets could not be read.');
  const count = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const which = filter.trim() === '' ? '' : ` that ${count === 1 ? 'matches' : 'match'} ${plainLine(filter)}`;
  const head = [
    `${countText(count, 'socket')}${which}, read with ${collector ?? '/proc'}.`,
    ...missingLines(outcome),
    ...(count === 0 ? [] : [byState(tables), byRemote(tables), '', csvHead.trimEnd()]),
  ];
  return {
    head: head.join('\n'),
    count,
    part: (at) => csvLine(listedAt(tables, at, owners)).trimEnd(),
    unit: 'socket',
    separator: '\n',
    narrower: 'A narrower filter, such as state:time-wait peer:ADDRESS, lists fewer.',
  };
}

/** Throws if there are fewer sockets: pages are cut from the count. */
function listedAt(tables: readonly FoundRows[], at: number, owners: SocketOwners): ListedSocket {
  let before = 0;
  for (const { table, rows } of tables) {
    const row = rows[at - before];
    if (row !== undefined) return listedSocket(table, row, owners);
    before += rows.length;
  }
  throw new Error(`There is no socket ${String(at)}.`);
}

function byState(tables: readonly FoundRows[]): string {
  const states = mostCommon(tables, ({ state }, row) => state[row] ?? 0).map(
    ({ table, row, count }) => `${listedSocket(table, row, new Map()).state} ${numberText(count)}`,
  );
  return `By state: ${states.join(', ')}.`;
}

/** One number for an address and a port: a string for each of a million sockets would be slow. */
function byRemote(tables: readonly FoundRows[]): string {
  const all = mostCommon(
    tables,
    ({ remoteAddress, remotePort }, row) => (remoteAddress[row] ?? 0) * 65_536 + (remotePort[row] ?? 0),
  );
  const named = all
    .slice(0, mostNamed)
    .map(
      ({ table, row, count }) =>
        `${formatEndpoint(remoteAddressText(table, row), table.remotePort[row] ?? 0)} ${numberText(count)}`,
    );
  const others = all.length > mostNamed ? ` and ${numberText(all.length - mostNamed)} more` : '';
  return `By remote endpoint: ${named.join(', ')}${others}.`;
}

interface Counted {
  readonly table: SocketTable;
  /** One of the rows. */
  readonly row: number;
  count: number;
}

/** By what is the same in one table. */
function mostCommon(
  tables: readonly FoundRows[],
  keyOf: (table: SocketTable, row: number) => number,
): readonly Counted[] {
  return tables
    .flatMap(({ table, rows }) => {
      const counts = new Map<number, Counted>();
      for (const row of rows) {
        const key = keyOf(table, row);
        const known = counts.get(key);
        if (known === undefined) counts.set(key, { table, row, count: 1 });
        else known.count += 1;
      }
      return [...counts.values()];
    })
    .sort((a, b) => b.count - a.count);
}
