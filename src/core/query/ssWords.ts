import type { AddressTable } from '../model/addressTable.ts';
import { formatAddress, formatEndpoint } from '../model/endpoint.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { stateWords } from '../model/ssVocabulary.ts';
import { tcpStateCount, tcpStateName, tcpStates, type TcpState } from '../model/tcpState.ts';

/** The maximum to list one by one; a longer command would be unreadable. */
const mostTuples = 16;

/**
 * The filter that makes `ss` select exactly these rows of the table, for example `state time-wait dst 10.0.0.1:443`:
 * by the properties that all of them and no other row share, otherwise by the endpoints of each row. Undefined if
 * that would be too long.
 */
export function ssWords(table: SocketTable, rows: readonly number[]): readonly string[] | undefined {
  if (rows.length === 0) return undefined;
  const states = tcpStates.filter((state) => rows.some((row) => table.state[row] === state));
  const inState = stateWords(states.map(tcpStateName));
  const shared = sharedEnds(table, rows);
  if (countMatching(table, states, shared) === rows.length) return [...inState, ...endWords(table, shared)];
  if (rows.length > mostTuples) return undefined;
  const each = rows.map((row) => ['(', ...endWords(table, endsOf(table, row)), ')']);
  return [...inState, ...each.flatMap((words, index) => (index === 0 ? words : ['or', ...words]))];
}

/** Each is undefined if the rows differ in it. */
interface Ends {
  readonly localAddress: number | undefined;
  readonly localPort: number | undefined;
  readonly remoteAddress: number | undefined;
  readonly remotePort: number | undefined;
}

const columns = ['localAddress', 'localPort', 'remoteAddress', 'remotePort'] as const;

function endsOf(table: SocketTable, row: number): Ends {
  return {
    localAddress: table.localAddress[row],
    localPort: table.localPort[row],
    remoteAddress: table.remoteAddress[row],
    remotePort: table.remotePort[row],
  };
}

function sharedEnds(table: SocketTable, rows: readonly number[]): Ends {
  const ends: { -readonly [Column in keyof Ends]: Ends[Column] } = endsOf(table, rows[0] ?? 0);
  for (const column of columns)
    if (rows.some((row) => table[column][row] !== ends[column])) ends[column] = undefined;
  return ends;
}

function countMatching(table: SocketTable, states: readonly TcpState[], ends: Ends): number {
  const wanted = columns.filter((column) => ends[column] !== undefined);
  const isIn = Uint8Array.from({ length: tcpStateCount }, (_, state) =>
    Number(states.some((one) => one === state)),
  );
  let count = 0;
  for (let row = 0; row < table.length; row++)
    if (isIn[table.state[row] ?? 0] === 1 && wanted.every((name) => table[name][row] === ends[name])) count++;
  return count;
}

function endWords({ addresses }: SocketTable, ends: Ends): readonly string[] {
  return [
    ...oneEnd('src', addresses, ends.localAddress, ends.localPort),
    ...oneEnd('dst', addresses, ends.remoteAddress, ends.remotePort),
  ];
}

/** IPv4 also means the v4-mapped form: the kernel compares both (net/ipv4/inet_diag.c, inet_diag_bc_run()). */
function oneEnd(
  word: 'src' | 'dst',
  addresses: AddressTable,
  address: number | undefined,
  port: number | undefined,
): readonly string[] {
  if (address === undefined) return port === undefined ? [] : [word, `:${String(port)}`];
  return port === undefined
    ? [word, formatAddress(addresses.format(address))]
    : [word, formatEndpoint(addresses.format(address), port)];
}
