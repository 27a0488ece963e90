import { AddressTable, type AddressId } from '../addressTable.ts';
import type { SocketTable } from '../socketTable.ts';
import { isTcpState } from '../tcpState.ts';
import { columnLimits, type ColumnName } from './columns.ts';
import { isInteger, type JsonShape } from './jsonShape.ts';

/** Far more sockets than a single host has. */
const mostRows = 20_000_000;

/** Decodes a socket table from JSON; throws `InvalidShape`. */
export function decodeTable(shape: JsonShape): SocketTable {
  const length = shape.field('length').integer(0, mostRows);
  const columns = shape.field('columns');
  const addresses = new AddressTable();
  const ids = shape
    .field('addresses')
    .items(2 * mostRows)
    .map((address) => intern(addresses, address));
  const column = <T extends Uint8Array | Uint16Array | Uint32Array>(
    name: ColumnName,
    target: T,
    isGood: (value: number) => boolean = () => true,
  ): T => fill(columns.field(name), target, columnLimits[name], isGood);
  const address = (name: 'localAddress' | 'remoteAddress'): Uint32Array =>
    column(name, new Uint32Array(length), (id) => id < ids.length).map((id) => ids[id] ?? 0);
  return {
    length,
    addresses,
    family: column('family', new Uint8Array(length), (family) => family === 4 || family === 6),
    state: column('state', new Uint8Array(length), isTcpState),
    localAddress: address('localAddress'),
    localPort: column('localPort', new Uint16Array(length)),
    remoteAddress: address('remoteAddress'),
    remotePort: column('remotePort', new Uint16Array(length)),
    receiveQueue: column('receiveQueue', new Uint32Array(length)),
    sendQueue: column('sendQueue', new Uint32Array(length)),
    timer: column('timer', new Uint8Array(length)),
    timerMs: column('timerMs', new Uint32Array(length)),
    retransmits: column('retransmits', new Uint8Array(length)),
    uid: column('uid', new Uint32Array(length)),
    inode: column('inode', new Uint32Array(length)),
    ...(!columns.field('acceptQueueLimit').isAbsent && {
      acceptQueueLimit: column('acceptQueueLimit', new Uint32Array(length)),
    }),
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
  isGood: (value: number) => boolean,
): T {
  const values = shape.array(mostRows);
  if (values.length !== target.length) shape.fail(`a list of ${String(target.length)} numbers`);
  values.forEach((value, row) => {
    if (!isInteger(value, 0, most) || !isGood(value)) shape.fail(`right in row ${String(row)}`);
    target[row] = value;
  });
  return target;
}
