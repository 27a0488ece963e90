import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ByteOrder } from '../../../../src/core/model/hostFacts.ts';
import { isTcpState, TcpState } from '../../../../src/core/model/tcpState.ts';
import { TimerKind } from '../../../../src/core/model/socketTable.ts';
import { arbitrarySockets, pieceLengths } from '../../../support/arbitraries.ts';
import { cut, fixture, procParser } from '../../../support/parsing.ts';
import { addressWords, rowsOf, socketTable, type SocketRow } from '../../../support/sockets.ts';

const byteOrder = fc.constantFrom<ByteOrder>('little', 'big');

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** As the kernel's `%08X` of a word that it holds in network order. */
function wordText(word: number, order: ByteOrder): string {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, word);
  return hex(bytes.getUint32(0, order === 'little'), 8);
}

function endpointText(endpoint: string, order: ByteOrder): string {
  const colon = endpoint.lastIndexOf(':');
  const host = endpoint.slice(0, colon);
  const words = addressWords(host.replace(/[[\]]/g, ''));
  const shown = host.startsWith('[') ? words : words.slice(3);
  return `${shown.map((word) => wordText(word, order)).join('')}:${hex(Number(endpoint.slice(colon + 1)), 4)}`;
}

/** `"%4d: %08X:%04X %08X:%04X %02X %08X:%08X %02X:%08lX %08X %5u %8d %lu %d %pK …"`, get_tcp4_sock(). */
function print(row: Required<SocketRow>, number: number, order: ByteOrder): string {
  return [
    `${String(number).padStart(4)}:`,
    endpointText(row.local, order),
    endpointText(row.remote, order),
    hex(TcpState[row.state], 2),
    `${hex(row.sendQueue, 8)}:${hex(row.receiveQueue, 8)}`,
    `${hex(TimerKind[row.timer], 2)}:${hex(row.timerMs / 10, 8)}`,
    hex(row.retransmits, 8),
    String(row.uid).padStart(5),
    String(0).padStart(8),
    row.inode,
    '1 0000000044412774 100 0 0 10 0',
  ].join(' ');
}

describe('ProcNetTcpParser and any input', () => {
  it('reads back what the kernel prints, however it is cut', () => {
    fc.assert(
      fc.property(arbitrarySockets, byteOrder, pieceLengths, (sockets, order, lengths) => {
        const text = [
          '  sl  local_address …',
          ...sockets.map((row, number) => print(row, number, order)),
          '',
        ];
        const { table, rows, badLines } = procParser(order)(...cut(text.join('\n'), lengths));
        const expected = sockets.map((row) => ({ ...row, acceptQueueLimit: -1 }));
        assert.deepEqual(rowsOf(table), rowsOf(socketTable(expected)));
        assert.deepEqual([rows, badLines], [sockets.length, 0]);
      }),
    );
  });

  it('never throws and makes no row that cannot be, of arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), byteOrder, checkTable));
  });

  it('never throws and makes no row that cannot be, of a damaged capture', () => {
    const capture = Buffer.from(fixture('proc-net-tcp.txt') + fixture('proc-net-tcp6.txt'));
    const damage = fc.array(fc.tuple(fc.nat(capture.length - 1), fc.nat(255)), { maxLength: 30 });
    fc.assert(
      fc.property(damage, byteOrder, (changes, order) => {
        const bytes = Uint8Array.from(capture);
        for (const [at, value] of changes) bytes[at] = value;
        checkTable(bytes, order);
      }),
    );
  });
});

function checkTable(bytes: Uint8Array, order: ByteOrder): void {
  const { table, rows } = procParser(order)(bytes);
  assert.equal(table.length, rows);
  for (let row = 0; row < rows; row++) {
    assert.ok(isTcpState(table.state[row]!));
    assert.ok(table.localAddress[row]! < table.addresses.size);
    assert.ok(table.remoteAddress[row]! < table.addresses.size);
  }
}
