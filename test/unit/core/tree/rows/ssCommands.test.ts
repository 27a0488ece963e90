import assert from 'node:assert/strict';
import type { SocketOwners } from '../../../../../src/core/model/processes.ts';
import type { Grouping } from '../../../../../src/core/model/treeShape.ts';
import { parseSocketFilter } from '../../../../../src/core/query/socketFilter.ts';
import { ssCommands } from '../../../../../src/core/tree/rows/ssCommands.ts';
import { socketKey } from '../../../../../src/core/tree/treeIds.ts';
import { smallRows } from '../../../../support/smallHost.ts';
import { socketTable, type SocketRow } from '../../../../support/sockets.ts';
import { groups, treeOf } from '../../../../support/trees.ts';

const owners: SocketOwners = new Map([[7, [{ pid: 3, name: 'x' }]]]);

/** Of the row with this label, or of the whole tree. */
function told(
  grouping: Grouping,
  label?: RegExp,
  text = '',
  rows: readonly SocketRow[] = smallRows,
): readonly string[] {
  const tree = treeOf(rows, { grouping, owners });
  const found = groups(tree).find((row) => label?.test(row.label));
  const { filter } = parseSocketFilter(text);
  const { commands, notes } = ssCommands(
    { tree, table: socketTable(rows), ids: found ? [found.id] : [] },
    filter,
  );
  return [
    ...commands.map(({ words, lineTexts }) => [...words, ...lineTexts.map((line) => `| ${line}`)].join(' ')),
    ...notes,
  ];
}

describe('the ss command of a row', () => {
  it('says what the sockets of the group have in common', () => {
    assert.deepEqual(told('state', /TIME_WAIT/), ['ss -tan state time-wait']);
    assert.deepEqual(told('state', /LISTEN/), ['ss -tan state listening']);
    assert.deepEqual(told('destination', /5432/), ['ss -tan src 10.0.0.1 and dst 10.0.0.9:5432']);
    assert.deepEqual(told('listener', /:80/), ['ss -tan sport = :80']);
    assert.deepEqual(told('listener', /6379/), ['ss -tan sport = :6379 and src 127.0.0.1']);
    assert.deepEqual(told('client', /10.0.0.8/), ['ss -tan dst 10.0.0.8 and sport = :80']);
    assert.deepEqual(told('process', /x \(3\)/), ['ss -tanp | pid=3,']);
  });

  it('leaves to other listening sockets of the port what is theirs', () => {
    const rows = ['0.0.0.0:80', '[::]:80', '10.0.0.1:80', '[2001:db8::1]:80'].map(
      (local, index): SocketRow => ({ state: 'LISTEN', local, inode: index + 1 }),
    );
    assert.deepEqual(told('listener', /^0/, '', rows), [
      'ss -tan sport = :80 and src 0.0.0.0/0 and not src 10.0.0.1 and not src [2001:db8::1]',
    ]);
    assert.deepEqual(told('listener', /^\[::\]/, '', rows), [
      'ss -tan sport = :80 and src [::/0] and not src 10.0.0.1 and not src [2001:db8::1]',
    ]);
  });

  it('names one socket by its ends', () => {
    const table = socketTable(smallRows);
    const tree = treeOf(smallRows);
    const of = (row: number): string =>
      ssCommands({ tree, table, ids: [socketKey(table, row)] }, parseSocketFilter('').filter)
        .commands.map(({ words }) => words.join(' '))
        .join();
    assert.equal(of(14), 'ss -tan src 10.0.0.1:40008 and dst 10.0.0.9:5432');
    assert.equal(of(2), 'ss -tan src [::ffff:10.0.0.1]:80 and dst [::ffff:10.0.0.8]:50000');
    assert.equal(of(0), 'ss -tan state listening src [::]:80');
  });

  it('says the filter too', () => {
    assert.deepEqual(told('destination', /5432/, 'state:time-wait'), [
      'ss -tan state time-wait src 10.0.0.1 and dst 10.0.0.9:5432',
    ]);
    assert.deepEqual(told('state', undefined, 'peer:10.0.0.0/8 lport:80 lport:8000-8100'), [
      'ss -tan dst 10.0.0.0/8 and ( sport = :80 or ( sport >= :8000 and sport <= :8100 ) )',
    ]);
    assert.deepEqual(told('state', undefined, '-state:listen -port:<10 address:fe80::/10'), [
      'ss -tan state established state syn-sent state syn-recv state fin-wait-1 state fin-wait-2 state time-wait ' +
        'state closed state close-wait state last-ack state closing ' +
        '( src [fe80::/10] or dst [fe80::/10] ) and not ( ( ( sport >= :0 and sport <= :9 ) or ( dport >= :0 and dport <= :9 ) ) )',
    ]);
  });

  it('says what it cannot say', () => {
    assert.deepEqual(told('state', undefined, 'age:<10 lport:80'), [
      'ss -tan sport = :80',
      'ss cannot select by age, so the command lists more sockets.',
    ]);
    assert.deepEqual(told('process', /No process/), ['ss cannot select the sockets below “No process”.']);
    assert.deepEqual(told('age', /Closed 0/), ['ss cannot select the sockets below “Closed 0–10 s ago”.']);
  });
});
