import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTcpState } from '../../../../src/core/model/tcpState.ts';
import { arbitrarySockets, pieceLengths } from '../../../support/arbitraries.ts';
import { cut, fixture, parseSs } from '../../../support/parsing.ts';
import { ssDurationText } from '../../../support/ssText.ts';
import { rowsOf, socketTable, type SocketRow } from '../../../support/sockets.ts';

const states: Readonly<Record<SocketRow['state'], string>> = {
  ESTABLISHED: 'ESTAB',
  SYN_SENT: 'SYN-SENT',
  SYN_RECV: 'SYN-RECV',
  FIN_WAIT1: 'FIN-WAIT-1',
  FIN_WAIT2: 'FIN-WAIT-2',
  TIME_WAIT: 'TIME-WAIT',
  CLOSE: 'UNCONN',
  CLOSE_WAIT: 'CLOSE-WAIT',
  LAST_ACK: 'LAST-ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};
const timers = {
  none: '',
  retransmit: 'on',
  keepalive: 'keepalive',
  timewait: 'timewait',
  probe: 'persist',
  delack: 'delack',
};

/** How one version of ss, called in one way, prints. */
interface Form {
  readonly header: boolean;
  readonly table: boolean;
  readonly brackets: boolean;
  readonly details: boolean;
  readonly fractionUnit: 'ms' | 'sec';
  readonly width: number;
  readonly ending: '\n' | '\r\n';
}

const anyForm: fc.Arbitrary<Form> = fc.record({
  header: fc.boolean(),
  table: fc.boolean(),
  brackets: fc.boolean(),
  details: fc.boolean(),
  fractionUnit: fc.constantFrom<'ms' | 'sec'>('ms', 'sec'),
  width: fc.nat(50),
  ending: fc.constantFrom<'\n' | '\r\n'>('\n', '\r\n'),
});

function print(row: Required<SocketRow>, form: Form): string {
  const end = (endpoint: string): string => {
    const written = form.brackets ? endpoint : endpoint.replace(/[[\]]/g, '');
    return row.state === 'LISTEN' && endpoint.endsWith(':0') ? written.replace(/0$/, '*') : written;
  };
  const timer = `timer:(${timers[row.timer]},${ssDurationText(row.timerMs, form.fractionUnit)},${row.retransmits})`;
  const cells = [
    ...(form.table ? ['tcp'] : []),
    states[row.state],
    row.receiveQueue,
    row.state === 'LISTEN' ? row.acceptQueueLimit : row.sendQueue,
    end(row.local),
    end(row.remote),
    row.timer === 'none' ? '' : timer,
    row.uid === 0 ? '' : `uid:${row.uid}`,
    `ino:${row.inode}`,
    'sk:3b41 cgroup:/ <->',
  ];
  const line = cells.map((cell) => String(cell).padEnd(form.width)).join(' ');
  return `${line}${form.ending}${form.details ? `\t cubic rto:204 mss:1448${form.ending}` : ''}`;
}

const header = 'State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess';

describe('SsParser and any input', () => {
  it('reads back what every version prints, however it is cut', () => {
    fc.assert(
      fc.property(arbitrarySockets, anyForm, pieceLengths, (sockets, form, lengths) => {
        const heading = form.header ? `${form.table ? 'Netid ' : ''}${header}${form.ending}` : '';
        const text = heading + sockets.map((row) => print(row, form)).join('');
        const { table, rows, badLines } = parseSs(...cut(text, lengths));
        const expected = socketTable(sockets, ['acceptQueueLimit']);
        assert.deepEqual(rowsOf(table), rowsOf(expected));
        assert.deepEqual([rows, badLines], [sockets.length, 0]);
      }),
    );
  });

  it('never throws and makes no row that cannot be, of arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), checkTable));
  });

  it('never throws and makes no row that cannot be, of a damaged capture', () => {
    const capture = Buffer.from(fixture('ss.txt') + fixture('ss-split-names.txt'));
    const damage = fc.array(fc.tuple(fc.nat(capture.length - 1), fc.nat(255)), { maxLength: 30 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Uint8Array.from(capture);
        for (const [at, value] of changes) bytes[at] = value;
        checkTable(bytes);
      }),
    );
  });

  it('loses no row to a process whose name is arbitrary', () => {
    const name = fc.uint8Array({ minLength: 1, maxLength: 15 }).filter((bytes) => !bytes.includes(0));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), pieceLengths, (names, lengths) => {
        const lines = names.flatMap((bytes, at) => [
          Buffer.from(`ESTAB 0 0 10.0.0.1:${at} 10.0.0.2:80 users:(("`),
          bytes,
          Buffer.from(`",pid=${at + 1},fd=3)) timer:(on,1sec,0) ino:${at + 1}\n`),
        ]);
        const { rows, badLines, owners } = parseSs(...cut(Buffer.concat(lines), lengths));
        assert.deepEqual([rows, badLines], [names.length, 0]);
        assert.deepEqual(
          [...(owners ?? [])],
          names.map((bytes, at) => [at + 1, [{ pid: at + 1, name: new TextDecoder().decode(bytes) }]]),
        );
      }),
    );
  });
});

function checkTable(bytes: Uint8Array): void {
  const { table, rows } = parseSs(bytes);
  assert.equal(table.length, rows);
  for (let row = 0; row < rows; row++) {
    assert.ok(isTcpState(table.state[row]!));
    assert.ok(table.localAddress[row]! < table.addresses.size);
    assert.ok(table.remoteAddress[row]! < table.addresses.size);
  }
}
