import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ByteOrder } from '../../../../src/core/model/hostFacts.ts';
import { TimerKind } from '../../../../src/core/model/socketTable.ts';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { isTcpState, TcpState } from '../../../../src/core/model/tcpState.ts';
import { InetDiagParser, inetDiagRequest } from '../../../../src/core/parse/inetDiag.ts';
import { dumpEnd } from '../../../../src/core/parse/netlink.ts';
import { arbitrarySockets } from '../../../support/arbitraries.ts';
import { addressWords, rowsOf, socketTable, type SocketRow } from '../../../support/sockets.ts';

const byteOrder = fc.constantFrom<ByteOrder>('little', 'big');

/** A netlink message: length, type, flags, sequence, port, payload, and padding to four bytes. */
function message(type: number, flags: number, payload: Uint8Array, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array((16 + payload.length + 3) & ~3);
  const view = new DataView(bytes.buffer);
  const little = order === 'little';
  view.setUint32(0, 16 + payload.length, little);
  view.setUint16(4, type, little);
  view.setUint16(6, flags, little);
  bytes.set(payload, 16);
  return bytes;
}

/** `struct inet_diag_msg` followed by an attribute, as the kernel always sends some. */
function diagMessage(row: Required<SocketRow>, order: ByteOrder, flags = 2): Uint8Array {
  const bytes = new Uint8Array(72 + 8);
  const view = new DataView(bytes.buffer);
  const little = order === 'little';
  const isIPv6 = row.local.startsWith('[');
  bytes.set([isIPv6 ? 10 : 2, TcpState[row.state], TimerKind[row.timer], row.retransmits]);
  for (const [end, portAt, addressAt] of [
    [row.local, 4, 8],
    [row.remote, 6, 24],
  ] as const) {
    const colon = end.lastIndexOf(':');
    view.setUint16(portAt, Number(end.slice(colon + 1)));
    const words = addressWords(end.slice(0, colon).replace(/[[\]]/g, ''));
    for (const [index, word] of (isIPv6 ? words : words.slice(3)).entries()) {
      view.setUint32(addressAt + index * 4, word);
    }
  }
  const sendQueue = row.state === 'LISTEN' ? row.acceptQueueLimit : row.sendQueue;
  for (const [at, value] of [
    [52, row.timerMs],
    [56, row.receiveQueue],
    [60, sendQueue],
    [64, row.uid],
    [68, row.inode],
  ] as const) {
    view.setUint32(at, value, little);
  }
  view.setUint16(72, 8, little);
  return message(20, flags, bytes, order);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function parse(order: ByteOrder, ...datagrams: readonly Uint8Array[]) {
  const builder = new SocketTableBuilder();
  const parser = new InetDiagParser(builder, order);
  for (const datagram of datagrams) parser.push(datagram);
  return {
    ...parser.finish(),
    interrupted: parser.interrupted,
    table: builder.build(['acceptQueueLimit']),
  };
}

const quiet: Required<SocketRow> = {
  state: 'ESTABLISHED',
  local: '127.0.0.1:80',
  remote: '127.0.0.1:40000',
  receiveQueue: 0,
  sendQueue: 0,
  timer: 'none',
  timerMs: 0,
  retransmits: 0,
  uid: 0,
  inode: 7,
  acceptQueueLimit: -1,
};

describe('InetDiagParser', () => {
  it('reads back what the kernel sends, in datagrams of several messages, in either byte order', () => {
    fc.assert(
      fc.property(arbitrarySockets, arbitrarySockets, byteOrder, (first, second, order) => {
        const datagrams = [first, second].map((rows) => concat(rows.map((row) => diagMessage(row, order))));
        const { table, rows, badLines } = parse(order, ...datagrams);
        assert.deepEqual(rowsOf(table), rowsOf(socketTable([...first, ...second], ['acceptQueueLimit'])));
        assert.deepEqual([rows, badLines], [first.length + second.length, 0]);
      }),
    );
  });

  it('notices that a dump was interrupted', () => {
    assert.equal(parse('little', diagMessage(quiet, 'little')).interrupted, false);
    assert.equal(parse('little', diagMessage(quiet, 'little', 2 | 0x10)).interrupted, true);
  });

  it('takes the kernel’s internal state for half-open requests as SYN_RECV', () => {
    const bytes = diagMessage(quiet, 'little');
    bytes[17] = 12;
    assert.equal(rowsOf(parse('little', bytes).table)[0]?.state, 'SYN_RECV');
  });

  it('counts a message that is cut short, and one with a state that there is not', () => {
    const short = message(20, 2, new Uint8Array(40), 'little');
    const unknown = diagMessage(quiet, 'little');
    unknown[17] = 99;
    const { rows, badLines, problems } = parse(
      'little',
      concat([short, unknown, diagMessage(quiet, 'little')]),
    );
    assert.deepEqual([rows, badLines], [1, 2]);
    assert.match(problems[0]?.message ?? '', /2 messages/);
  });

  it('never throws and makes no row that cannot be, of arbitrary bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 120 }).map((payload) => message(20, 0, payload, 'little')),
    );
    fc.assert(
      fc.property(bytes, byteOrder, (datagram, order) => {
        const { table, rows } = parse(order, datagram);
        assert.equal(table.length, rows);
        assert.ok([...table.state].every(isTcpState));
      }),
    );
  });
});

describe('dumpEnd', () => {
  const result = (value: number): Uint8Array => {
    const payload = new Uint8Array(4);
    new DataView(payload.buffer).setInt32(0, value, true);
    return payload;
  };

  it('tells more, done and an error from each other', () => {
    assert.deepEqual(dumpEnd(diagMessage(quiet, 'little'), true), { kind: 'more' });
    assert.deepEqual(dumpEnd(message(3, 2, result(0), 'little'), true), { kind: 'done' });
    const last = concat([diagMessage(quiet, 'little'), message(3, 2, result(0), 'little')]);
    assert.deepEqual(dumpEnd(last, true), { kind: 'done' });
    assert.deepEqual(dumpEnd(message(3, 2, result(-105), 'little'), true), { kind: 'error', errno: 105 });
    assert.deepEqual(dumpEnd(message(2, 0, result(-1), 'little'), true), { kind: 'error', errno: 1 });
  });
});

describe('inetDiagRequest', () => {
  it('asks for all states, as ss does, and for sockets that are only bound', () => {
    const view = new DataView(inetDiagRequest({ family: 6, byteOrder: 'little' }).buffer);
    assert.equal(view.byteLength, 72);
    assert.equal(view.getUint32(0, true), 72);
    assert.deepEqual([view.getUint16(4, true), view.getUint16(6, true)], [20, 0x301]);
    assert.deepEqual([view.getUint8(16), view.getUint8(17), view.getUint32(20, true)], [10, 6, 0x3fff]);
  });

  it('asks for both families at once with the older request, struct inet_diag_req', () => {
    const states = [TcpState.LISTEN];
    const view = new DataView(inetDiagRequest({ byteOrder: 'little', states }).buffer);
    assert.equal(view.byteLength, 76);
    assert.deepEqual([view.getUint32(0, true), view.getUint16(4, true)], [76, 18]);
    assert.equal(view.getUint32(16 + 52, true), 1 << 10);
  });

  it('asks for some states only', () => {
    const states = [TcpState.LISTEN, TcpState.SYN_RECV];
    const view = new DataView(inetDiagRequest({ family: 4, byteOrder: 'big', states }).buffer);
    assert.equal(view.getUint32(20), (1 << 10) | (1 << 3) | (1 << 12));
  });
});
