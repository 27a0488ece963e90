import assert from 'node:assert/strict';
import type { SocketOwners } from '../../../../src/core/model/processes.ts';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { asksForProcesses, matchRows } from '../../../../src/core/query/matchRows.ts';
import { parseSocketFilter } from '../../../../src/core/query/socketFilter.ts';
import { SsParser } from '../../../../src/core/parse/ss.ts';

const rows = [
  'LISTEN     0 128 0.0.0.0:8080      0.0.0.0:*          ino:11',
  'ESTAB      0 0   10.0.0.1:8080     10.1.2.3:40000     uid:33 ino:12',
  'TIME-WAIT  0 0   10.0.0.1:8080     192.168.7.9:40001  timer:(timewait,55sec,0) ino:0',
  'TIME-WAIT  0 0   10.0.0.1:50000    10.1.2.3:443       timer:(timewait,5sec,0) ino:0',
  'CLOSE-WAIT 1 0   [::1]:8443        [::1]:50001        uid:1000 ino:13',
  'ESTAB      0 0   [::ffff:10.0.0.1]:8443 [::ffff:10.1.2.3]:50002 ino:14',
];
const owners: SocketOwners = new Map([
  [11, [{ pid: 7, name: 'nginx' }]],
  [12, [{ pid: 7, name: 'nginx' }]],
  [13, [{ pid: 9, name: 'java' }]],
]);

const everyEnd =
  'local:10.0.0.1 peer:10.1.2.3 address:10.0.0.0/8 lport:50000 pport:443 port:443 443 10.1.2.3';

function matched(text: string): readonly number[] {
  const builder = new SocketTableBuilder();
  const parser = new SsParser(builder);
  parser.push(Buffer.from(`${rows.join('\n')}\n`));
  parser.finish();
  const table = builder.build(['acceptQueueLimit']);
  const { filter, problems } = parseSocketFilter(text);
  assert.deepEqual(problems, []);
  const mask = matchRows(table, filter, { timeWaitLengthMs: 60_000, owners });
  return [...mask.entries()].filter(([, match]) => match === 1).map(([row]) => row);
}

describe('matchRows', () => {
  const expectations: readonly (readonly [string, readonly number[]])[] = [
    ['', [0, 1, 2, 3, 4, 5]],
    ['state:time-wait', [2, 3]],
    ['state:time-wait state:listen', [0, 2, 3]],
    ['-state:time-wait', [0, 1, 4, 5]],
    ['peer:10.0.0.0/8', [1, 3, 5]],
    ['peer:10.1.2.3', [1, 3, 5]],
    ['local:::1', [4]],
    ['address:::/0', [0, 1, 2, 3, 4, 5]],
    ['lport:8080', [0, 1, 2]],
    ['pport:443', [3]],
    ['port:50000-50002', [3, 4, 5]],
    ['443', [3]],
    ['192.168.0.0/16', [2]],
    ['age:<10', [2]],
    ['age:>50', [3]],
    ['uid:33', [1]],
    ['uid:>0', [1, 4]],
    ['process:ngin', [0, 1]],
    ['process:9', [4]],
    ['JAVA', [4]],
    ['-process:nginx state:estab', [5]],
    ['state:time-wait lport:8080 -peer:10.0.0.0/8', [2]],
    // Every keyword, a word of each kind without one, and one that must not hold.
    [`proto:tcp state:time-wait age:>50 uid:0 ${everyEnd} -process:java`, [3]],
    [`proto:tcp state:time-wait age:>50 uid:0 ${everyEnd} process:nginx nginx -process:java`, []],
    [`${everyEnd} -process:java -state:time-wait`, []],
  ];
  for (const [text, expected] of expectations) {
    it(`“${text}” lets ${expected.length === rows.length ? 'all' : String(expected.length)} through`, () => {
      assert.deepEqual(matched(text), expected);
    });
  }

  it('asks for processes only where the filter does', () => {
    const asks = (text: string): boolean => asksForProcesses(parseSocketFilter(text).filter);
    assert.deepEqual([asks('state:listen 80 ::1'), asks('nginx'), asks('-process:x')], [false, true, true]);
  });
});
