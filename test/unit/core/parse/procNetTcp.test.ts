import assert from 'node:assert/strict';
import { cut, cutsInTwo, fixture, procParser } from '../../../support/parsing.ts';
import { rowsOf, type SocketRow } from '../../../support/sockets.ts';

const parse = procParser('little');
const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const established =
  '   1: 0100007F:A562 0100007F:238C 01 00000000:00000000 02:000AFC78 00000000  1000        0 163643 3 0000000075145fd7 20 0 0 10 -1\n';

function only(text: string, order: 'little' | 'big' = 'little'): SocketRow {
  const { table, badLines } = procParser(order)(text);
  assert.equal(badLines, 0, text);
  const [row, more] = rowsOf(table);
  assert.ok(row !== undefined && more === undefined, text);
  return row;
}

/** The row above with another state, timer or rest. */
function withFields(fields: { state?: string; timer?: string; rest?: string }): string {
  const {
    state = '01',
    timer = '00:00000000',
    rest = '00000000     0        0 0 3 0000000073a0a494',
  } = fields;
  return `   2: 0100007F:8498 0100007F:23F0 ${state} 00000000:00000000 ${timer} ${rest}\n`;
}

describe('ProcNetTcpParser', () => {
  it('reads what a kernel printed, IPv4', () => {
    const { table, rows, badLines, problems } = parse(fixture('proc-net-tcp.txt'));
    assert.deepEqual([rows, badLines, problems], [7, 0, []]);
    const local = (port: number): string => `127.0.0.1:${port}`;
    assert.deepEqual(rowsOf(table), [
      { state: 'LISTEN', local: local(9200), inode: 163634 },
      {
        state: 'ESTABLISHED',
        local: local(42338),
        remote: local(9100),
        timer: 'keepalive',
        timerMs: 7_199_920,
        inode: 163643,
      },
      { state: 'TIME_WAIT', local: local(33944), remote: local(9200), timer: 'timewait', timerMs: 59_840 },
      { state: 'TIME_WAIT', local: local(33956), remote: local(9200), timer: 'timewait', timerMs: 59_860 },
      { state: 'FIN_WAIT2', local: local(33962), remote: local(9200), timer: 'timewait', timerMs: 59_930 },
      { state: 'CLOSE_WAIT', local: local(9200), remote: local(33962), receiveQueue: 1, inode: 163646 },
      { state: 'TIME_WAIT', local: local(9200), remote: local(33960), timer: 'timewait', timerMs: 59_920 },
    ]);
  });

  it('counts a connection once that is listed twice, in the same state or in another', () => {
    const other = established.replace('163643', '163644');
    const closed = established.replace(' 01 ', ' 06 ').replace('163643', '0');
    assert.equal(rowsOf(parse(header + established + other + closed).table).length, 1);
    const changed = established.replace('A562', 'A563');
    assert.equal(rowsOf(parse(header + established + changed + established).table).length, 2);
  });

  it('counts sockets that listen on one address by themselves', () => {
    const listening = established.replace('0100007F:238C 01', '00000000:0000 0A');
    const text = header + listening + listening.replace('163643', '163644') + listening;
    assert.deepEqual(
      rowsOf(parse(text).table).map(({ inode }) => inode),
      [163643, 163644],
    );
  });

  it('reads what a kernel printed, IPv6', () => {
    const { table, badLines } = parse(fixture('proc-net-tcp6.txt'));
    assert.equal(badLines, 0);
    assert.deepEqual(rowsOf(table), [
      { state: 'LISTEN', local: '[::]:9100', inode: 163633 },
      { state: 'ESTABLISHED', local: '[::1]:9100', remote: '[::1]:34092', inode: 163642 },
      { state: 'ESTABLISHED', local: '[::1]:34092', remote: '[::1]:9100', inode: 163641 },
      {
        state: 'ESTABLISHED',
        local: '[::ffff:127.0.0.1]:9100',
        remote: '[::ffff:127.0.0.1]:42338',
        inode: 163644,
      },
    ]);
  });

  it('reads the same wherever the stream is cut', () => {
    const text = header + established + withFields({ state: '06', timer: '03:00001760' });
    const whole = rowsOf(parse(text).table);
    assert.equal(whole.length, 2);
    for (const [head, tail] of cutsInTwo(text)) assert.deepEqual(rowsOf(parse(head, tail).table), whole);
    assert.deepEqual(rowsOf(parse(...cut(text, [1])).table), whole);
  });

  it('needs no last newline, and takes CRLF', () => {
    const whole = rowsOf(parse(header + established).table);
    assert.deepEqual(rowsOf(parse(header + established.trimEnd()).table), whole);
    assert.deepEqual(rowsOf(parse((header + established).replaceAll('\n', '\r\n')).table), whole);
  });

  it('reads addresses in the byte order of the host that printed them', () => {
    const text = established.replaceAll('0100007F', '7F000001').replace('0100007F', '7F000001');
    assert.equal(only(text, 'big').local, '127.0.0.1:42338');
    assert.equal(only(established, 'little').local, '127.0.0.1:42338');
    const six =
      '   1: 20010DB8000000000000000000000001:0050 0000000000000000000FFFF07F000001:0051'.replace(
        '0000000000000000000FFFF0',
        '00000000000000000000FFFF',
      ) + ' 01 00000000:00000000 00:00000000 00000000     0        0 9 1\n';
    assert.deepEqual(only(six, 'big'), {
      state: 'ESTABLISHED',
      local: '[2001:db8::1]:80',
      remote: '[::ffff:127.0.0.1]:81',
      inode: 9,
    });
  });

  it('takes no interest in what follows the inode: 32-bit pointers, hashed ones, none', () => {
    const rests = [
      '0 4242 2 c6d1b200 300 0 0 2 -1',
      '0 4242 1 ffff880036cf0000 20 4 30 10 -1',
      '0 4242 1 0000000000000000',
      '0 4242',
    ];
    for (const rest of rests) {
      const row = only(withFields({ rest: `00000000    33        ${rest}` }));
      assert.deepEqual([row.uid, row.inode], [33, 4242], rest);
    }
  });

  it('reads the timer of TIME_WAIT and of an orphaned FIN_WAIT2 in ticks of 10 ms', () => {
    for (const [state, name] of [
      ['06', 'TIME_WAIT'],
      ['05', 'FIN_WAIT2'],
    ] as const) {
      const row = only(withFields({ state, timer: '03:0000176F' }));
      assert.deepEqual([row.state, row.timer, row.timerMs], [name, 'timewait', 59_990]);
    }
  });

  it('reads a timer that went below zero, as old kernels print it, as expired', () => {
    const row = only(withFields({ state: '06', timer: '03:1999999999999999' }));
    assert.deepEqual([row.state, row.timer, row.timerMs], ['TIME_WAIT', 'timewait', undefined]);
  });

  it('shows a half-open request as SYN_RECV, also by its internal number', () => {
    for (const state of ['03', '0C']) {
      const row = only(withFields({ state, timer: '01:00000063', rest: '00000002     0        0 0 1 0' }));
      assert.deepEqual(
        [row.state, row.timer, row.timerMs, row.retransmits],
        ['SYN_RECV', 'retransmit', 990, 2],
      );
    }
  });

  it('keeps a queue of 4 GiB', () => {
    const text = withFields({ rest: '00000000 4294967295 0 4294967295' });
    const row = only(text.replace('00000000:00000000', 'FFFFFFFF:00000001'));
    assert.deepEqual([row.sendQueue, row.receiveQueue], [4294967295, 1]);
    assert.deepEqual([row.uid, row.inode], [4294967295, 4294967295]);
  });

  it('counts retransmissions up to 255', () => {
    for (const [text, count] of [
      ['000000FF', 255],
      ['00000100', 255],
      ['FFFFFFFF', 255],
    ] as const) {
      assert.equal(only(withFields({ rest: `${text} 0 0 0` })).retransmits, count);
    }
  });

  it('shares one address between IPv4 and its mapped form', () => {
    const { table } = parse(established, fixture('proc-net-tcp6.txt'));
    assert.equal(table.localAddress[0], table.localAddress[4]);
  });

  it('counts a bad line, and loses no other', () => {
    const bad = [
      'nonsense',
      '   1: 0100007F:A562',
      withFields({ state: '00' }),
      withFields({ state: '0D' }),
      withFields({ state: 'FF' }),
      withFields({ timer: '06:00000000' }),
      withFields({ timer: '00;00000000' }),
      withFields({ rest: '00000000 -1 0 7' }),
      withFields({ rest: '00000000 0 0 x' }),
      withFields({ rest: '00000000 0 0' }),
      established.replace('0100007F:A562', '0100007F:1A562'),
      established.replace('0100007F:A562', '0100007F:'),
      established.replace('0100007F:A562', '010000F:A562'),
      established.replace('0100007F:A562', '0100007G:A562'),
      established.replace('0100007F:A562', '00000000000000000000000001000000:A562'),
      established.replace('1:', '1'),
      '\0\0\0\0',
      'x'.repeat(70_000),
    ];
    for (const line of bad) {
      const { rows, badLines, problems } = parse(`${header}${line.trimEnd()}\n${established}`);
      assert.deepEqual([rows, badLines], [1, 1], line.slice(0, 100));
      assert.equal(problems[0]?.code, 'proc-bad-lines');
    }
  });

  it('finds nothing wrong with nothing', () => {
    for (const text of ['', '\n', header, `${header}\n   \n`]) {
      const { rows, badLines, problems } = parse(text);
      assert.deepEqual([rows, badLines, problems], [0, 0, []]);
    }
  });
});
