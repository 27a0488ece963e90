import assert from 'node:assert/strict';
import { cut, cutsInTwo, fixture, parseSs } from '../../../support/parsing.ts';
import { rowsOf, type SocketRow } from '../../../support/sockets.ts';

const listen =
  'LISTEN     0      7               127.0.0.1:9200             0.0.0.0:*     ino:163634 sk:3b41 cgroup:/ <->  \n';
const timeWait =
  'TIME-WAIT  0      0               127.0.0.1:33944          127.0.0.1:9200  timer:(timewait,59sec,0) ino:0 sk:3b43\n';

/** The only row of a text that has no bad line. */
function only(text: string): SocketRow {
  const { table, badLines } = parseSs(text);
  assert.equal(badLines, 0, text);
  const [row, more] = rowsOf(table);
  assert.ok(row !== undefined && more === undefined, text);
  return row;
}

describe('SsParser', () => {
  it('reads what ss printed', () => {
    const { table, rows, badLines, untimedTimeWait, problems } = parseSs(fixture('ss.txt'));
    assert.deepEqual([rows, badLines, untimedTimeWait, problems], [11, 0, 0, []]);
    const local = (port: number): string => `127.0.0.1:${port}`;
    const timewait = { timer: 'timewait', timerMs: 59_000 } as const;
    assert.deepEqual(rowsOf(table), [
      { state: 'LISTEN', local: local(9200), inode: 163634, acceptQueueLimit: 7 },
      {
        state: 'ESTABLISHED',
        local: local(42338),
        remote: local(9100),
        timer: 'keepalive',
        timerMs: 119 * 60_000,
        inode: 163643,
      },
      { state: 'TIME_WAIT', local: local(33944), remote: local(9200), ...timewait },
      { state: 'TIME_WAIT', local: local(33956), remote: local(9200), ...timewait },
      { state: 'FIN_WAIT2', local: local(33962), remote: local(9200), ...timewait },
      { state: 'CLOSE_WAIT', local: local(9200), remote: local(33962), receiveQueue: 1, inode: 163646 },
      { state: 'TIME_WAIT', local: local(9200), remote: local(33960), ...timewait },
      { state: 'LISTEN', local: '[::]:9100', inode: 163633, acceptQueueLimit: 5 },
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

  it('reads the same with a header and details on lines of their own', () => {
    const { table, badLines } = parseSs(fixture('ss-details.txt'));
    assert.equal(badLines, 0);
    assert.deepEqual(rowsOf(table), rowsOf(parseSs(fixture('ss.txt')).table));
  });

  it('reads the same wherever the stream is cut', () => {
    const text = listen + timeWait;
    const whole = rowsOf(parseSs(text).table);
    assert.equal(whole.length, 2);
    for (const [head, tail] of cutsInTwo(text)) assert.deepEqual(rowsOf(parseSs(head, tail).table), whole);
    assert.deepEqual(rowsOf(parseSs(...cut(text, [1])).table), whole);
  });

  it('needs no last newline, and takes CRLF, tabs and single blanks', () => {
    const text = listen + timeWait;
    const whole = rowsOf(parseSs(text).table);
    assert.deepEqual(rowsOf(parseSs(text.trimEnd()).table), whole);
    assert.deepEqual(rowsOf(parseSs(text.replaceAll('\n', '\r\n')).table), whole);
    assert.deepEqual(rowsOf(parseSs(text.replaceAll(/ +/g, ' ')).table), whole);
    assert.deepEqual(rowsOf(parseSs(text.replaceAll(/ +/g, '\t')).table), whole);
  });

  it('knows every state', () => {
    const names = {
      ESTAB: 'ESTABLISHED',
      'SYN-SENT': 'SYN_SENT',
      'SYN-RECV': 'SYN_RECV',
      'FIN-WAIT-1': 'FIN_WAIT1',
      'FIN-WAIT-2': 'FIN_WAIT2',
      'TIME-WAIT': 'TIME_WAIT',
      UNCONN: 'CLOSE',
      'CLOSE-WAIT': 'CLOSE_WAIT',
      'LAST-ACK': 'LAST_ACK',
      LISTEN: 'LISTEN',
      CLOSING: 'CLOSING',
    };
    for (const [printed, state] of Object.entries(names)) {
      assert.equal(only(`${printed} 0 0 10.0.0.1:1 10.0.0.2:2\n`).state, state);
    }
  });

  it('takes the second queue of a listening socket for the limit of its accept queue', () => {
    assert.deepEqual(only('LISTEN 129 128 0.0.0.0:80 0.0.0.0:*\n'), {
      state: 'LISTEN',
      local: '0.0.0.0:80',
      receiveQueue: 129,
      acceptQueueLimit: 128,
    });
    assert.equal(only('ESTAB 3 128 10.0.0.1:80 10.0.0.2:1\n').sendQueue, 128);
  });

  const timers: readonly (readonly [string, SocketRow['timer'], number | undefined, number?])[] = [
    ['timewait,59sec,0', 'timewait', 59_000],
    ['timewait,1min2sec,0', 'timewait', 62_000],
    ['timewait,954ms,0', 'timewait', 954],
    ['timewait,9.373ms,0', 'timewait', 9373],
    ['timewait,9.373sec,0', 'timewait', 9373],
    ['timewait,,0', 'timewait', undefined],
    ['keepalive,119min,0', 'keepalive', 7_140_000],
    ['keepalive,,2', 'keepalive', undefined, 2],
    ['on,200ms,0', 'retransmit', 200],
    ['on,1min,7', 'retransmit', 60_000, 7],
    ['on,1min,300', 'retransmit', 60_000, 255],
    ['persist,5.012sec,1', 'probe', 5012, 1],
    ['delack,040ms,0', 'delack', 40],
    ['unknown,3sec,0', undefined, 3000],
    ['timewait,soon,0', 'timewait', undefined],
    ['timewait', undefined, undefined],
    ['', undefined, undefined],
  ];
  for (const [text, timer, timerMs, retransmits] of timers) {
    it(`reads timer:(${text})`, () => {
      const row = only(`ESTAB 0 0 10.0.0.1:80 10.0.0.2:1 timer:(${text}) uid:33 ino:5 sk:1\n`);
      assert.deepEqual([row.timer, row.timerMs, row.retransmits], [timer, timerMs, retransmits]);
      assert.deepEqual([row.uid, row.inode], [33, 5]);
    });
  }

  it('lets no row inherit from the row before it', () => {
    const { table } = parseSs(
      'ESTAB 1 2 10.0.0.1:80 10.0.0.2:1 timer:(on,1sec,3) uid:33 ino:5\nESTAB 0 0 10.0.0.1:80 10.0.0.2:2\n',
    );
    assert.deepEqual(rowsOf(table)[1], { state: 'ESTABLISHED', local: '10.0.0.1:80', remote: '10.0.0.2:2' });
  });

  it('counts TIME_WAIT without a timer, as iproute2 6.7 prints it', () => {
    const text = 'TIME-WAIT 0 0 10.0.0.1:80 10.0.0.2:1\nFIN-WAIT-2 0 0 10.0.0.1:80 10.0.0.2:2\n';
    assert.equal(parseSs(text + timeWait).untimedTimeWait, 1);
  });

  it('believes nothing that stands after the name of a control group, which anybody may choose', () => {
    const cgroup = 'cgroup:/a ino:6 uid:7 timer:(timewait,1sec,0) users:(("x",pid=1,fd=2)) users:(';
    const { table, badLines, owners } = parseSs(
      `ESTAB 0 0 10.0.0.1:80 10.0.0.2:1 uid:33 ino:5 sk:1 ${cgroup}\n`,
    );
    assert.equal(badLines, 0);
    assert.deepEqual(rowsOf(table), [
      { state: 'ESTABLISHED', local: '10.0.0.1:80', remote: '10.0.0.2:1', uid: 33, inode: 5 },
    ]);
    assert.equal(owners?.size, 0);
  });

  it('counts a bad line, and loses no other', () => {
    const bad = [
      'nonsense',
      'bash: ss: command not found',
      'Cannot open netlink socket: Protocol not supported',
      'ESTAB',
      'ESTAB 0 0',
      'ESTAB 0 0 10.0.0.1:80',
      'ESTAB 0 0 10.0.0.1:http 10.0.0.2:1',
      'ESTAB 0 0 10.0.0.1:80 10.0.0.2:65536',
      'ESTAB 0 0 10.0.0.1 10.0.0.2:1',
      'ESTAB 0 0 [::1:80 [::1]:1',
      'ESTAB x 0 10.0.0.1:80 10.0.0.2:1',
      'ESTAB 0 -1 10.0.0.1:80 10.0.0.2:1',
      'ESTABLISHED 0 0 10.0.0.1:80 10.0.0.2:1',
      'estab 0 0 10.0.0.1:80 10.0.0.2:1',
      '0 0 10.0.0.1:80 10.0.0.2:1',
      'x'.repeat(70_000),
    ];
    for (const line of bad) {
      const { rows, badLines, problems } = parseSs(`${listen}${line}\n${timeWait}`);
      assert.deepEqual([rows, badLines], [2, 1], line.slice(0, 100));
      assert.equal(problems[0]?.code, 'ss-bad-lines');
    }
  });

  it('finds nothing wrong with nothing', () => {
    for (const text of [
      '',
      '\n',
      '   \n',
      'State      Recv-Q Send-Q      Local Address:Port        Peer Address:Port Process\n',
    ]) {
      const { rows, badLines } = parseSs(text);
      assert.deepEqual([rows, badLines], [0, 0]);
    }
  });
});
