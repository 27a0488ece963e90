import { AddressTable, type AddressId } from '../addressTable.ts';
import {
  columnOf,
  eachColumn,
  isOptional,
  largestIn,
  withoutColumns,
  type ColumnName,
} from '../socketColumns.ts';
import { quietUnknown, type SocketTable } from '../socketTable.ts';
import { isTcpState } from '../tcpState.ts';
import { isInteger, type JsonShape } from './jsonShape.ts';

/** Far more sockets than a single host has. */
const mostRows = 20_000_000;

/** Decodes a socket table from JSON; throws `InvalidShape`. */
export function decodeTable(shape: JsonShape): SocketTable {
  const length = shape.field('length').integer(0, mostRows);
  const columns = shape.field('columns');
  const addresses = new AddressTable();
  const isThere = (name: ColumnName): boolean => !isOptional(name) || !columns.field(name).isAbsent;
  const ids = shape
    .field('addresses')
    .items(2 * mostRows)
    .map((address) => intern(addresses, address));
  const decoded = eachColumn((name) => {
    const target = new arrays[columnOf(name).bits](length);
    return isThere(name)
      ? fill(columns.field(name), target, largestIn(name), checks(ids.length)[name])
      : target;
  });
  const toId = (index: number): AddressId => ids[index] ?? 0;
  const whole = {
    ...decoded,
    localAddress: decoded.localAddress.map(toId),
    remoteAddress: decoded.remoteAddress.map(toId),
  };
  const quiet = shape.field('quietMs');
  return {
    length,
    addresses,
    ...withoutColumns(whole, (name) => !isThere(name)),
    ...(!quiet.isAbsent && { quietMs: fill(quiet, new Uint32Array(length), quietUnknown, undefined) }),
  };
}

const arrays = { 8: Uint8Array, 16: Uint16Array, 32: Uint32Array } as const;

/** What else has to hold for a value, beyond its size. */
function checks(addressCount: number): Partial<Record<ColumnName, (value: number) => boolean>> {
  const isAddress = (index: number): boolean => index < addressCount;
  return {
    family: (family) => family === 4 || family === 6,
    state: isTcpState,
    localAddress: isAddress,
    remoteAddress: isAddress,
  };
}

function intern(addresses: AddressTable, shape: JsonShape): AddressId {
  const text = shape.text(32);
  if (!/^[0-9a-f]{32}$/.test(text)) shape.fail('an address with 32 hexadecimal digits');
  const word = (position: number): number => Number.parseInt(text.slice(position * 8, position * 8 + 8), 16);
  return addresses.intern(word(0), word(1), word(2), word(3));
}

function fill<T extends Uint8Array | Uint16Array | Uint32Array>(
  shape: JsonShape,
  target: T,
  most: number,
  isGood: (value: number) => boolean = () => true,
): T {
  const values = shape.array(mostRows);
  if (values.length !== target.length) shape.fail(`a list of ${String(target.length)} numbers`);
  values.forEach((value, row) => {
    if (!isInteger(value, 0, most) || !isGood(value)) shape.fail(`right in row ${String(row)}`);
    target[row] = value;
  });
  return target;
}
