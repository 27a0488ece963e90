import assert from 'node:assert/strict';
import { isVisible } from '../../../../src/core/model/plainText.ts';
import type { SocketOwners } from '../../../../src/core/model/processes.ts';
import { evaluate } from '../../../../src/core/rules/evaluate.ts';
import { liveRules } from '../../../../src/core/rules/liveRules.ts';
import { Emphases } from '../../../../src/core/tree/emphases.ts';
import { socketRow, type RowParent } from '../../../../src/core/tree/socketRow.ts';
import type { TreeRow } from '../../../../src/core/tree/treeRow.ts';
import { evidence } from '../../../support/evidence.ts';
import { hostileName } from '../../../support/smallHost.ts';
import { timeWait, type SocketRow } from '../../../support/sockets.ts';

function draw(row: SocketRow, owners?: SocketOwners, lengthMs = 60_000): TreeRow {
  return drawnBelow({ id: 'PARENT', named: 'nothing' }, row, owners, lengthMs);
}

/** With the marks of what the rules find. */
function drawnBelow(
  parent: RowParent,
  row: SocketRow,
  owners?: SocketOwners,
  timeWaitLengthMs = 60_000,
): TreeRow {
  const input = evidence({ rows: [row], acceptQueueLimit: row.acceptQueueLimit !== undefined });
  assert.ok(input.sockets);
  const emphases = new Emphases(evaluate(liveRules, input).findings);
  return socketRow(parent, 0, { table: input.sockets.table, owners, timeWaitLengthMs, emphases });
}

const established: SocketRow = {
  state: 'ESTABLISHED',
  local: '[2001:db8::1]:22',
  remote: '[2001:db8::2]:40000',
  inode: 7,
  uid: 1000,
};

describe('socketRow', () => {
  it('draws both ends', () => {
    const row = draw(established);
    assert.deepEqual(
      [row.kind, row.state, row.label, row.description, row.children, row.emphasis],
      ['socket', 'ESTABLISHED', '[2001:db8::1]:22 ↔ [2001:db8::2]:40000', '', 0, undefined],
    );
    assert.ok(row.id.startsWith('PARENT/s:'));
    assert.equal(row.tooltip, undefined);
  });

  it('leaves out of its label the end that its parent names, but not of what is read aloud', () => {
    const under = (named: 'local' | 'remote') => drawnBelow({ id: 'PARENT', named }, established);
    assert.equal(under('local').label, '[2001:db8::2]:40000');
    assert.equal(under('remote').label, '[2001:db8::1]:22');
    assert.equal(under('local').accessibilityLabel, '[2001:db8::1]:22 ↔ [2001:db8::2]:40000');
  });

  it('writes IPv4 of an IPv6 socket as the socket has it', () => {
    const row = draw({ ...established, local: '[::ffff:10.0.0.1]:22', remote: '[::ffff:10.0.0.2]:1' });
    assert.equal(row.label, '[::ffff:10.0.0.1]:22 ↔ [::ffff:10.0.0.2]:1');
  });

  it('says how long ago a TIME_WAIT socket was closed', () => {
    const row = draw(timeWait('10.0.0.1:40000', '10.0.0.9:80', 12.34));
    assert.equal(row.description, 'closed 12 s ago');
    assert.equal(draw(timeWait('10.0.0.1:1', '10.0.0.9:80', 4.56)).description, 'closed 4.6 s ago');
  });

  it('goes by the vendor’s length of TIME_WAIT', () => {
    const row = draw({ ...timeWait('10.0.0.1:1', '10.0.0.9:80'), timerMs: 10_000 }, undefined, 15_000);
    assert.equal(row.description, 'closed 5 s ago');
  });

  it('says nothing of an age that is not known', () => {
    assert.equal(draw({ state: 'TIME_WAIT', local: '10.0.0.1:1', remote: '10.0.0.9:80' }).description, '');
  });

  it('says when an orphaned FIN_WAIT2 will be gone', () => {
    const row = draw({ ...timeWait('10.0.0.1:1', '10.0.0.9:80', 30), state: 'FIN_WAIT2' });
    assert.equal(row.description, 'ends in 30 s');
  });

  it('says how many bytes wait', () => {
    const row = draw({ ...established, receiveQueue: 1500, sendQueue: 20 });
    assert.equal(row.description, '1,500 B unread · 20 B unacknowledged');
    assert.equal(row.accessibilityLabel, `${row.label}, 1,500 B unread, 20 B unacknowledged`);
  });

  it('draws a listening socket by its own end, with its accept queue', () => {
    const listen: SocketRow = { state: 'LISTEN', local: '0.0.0.0:80', inode: 5 };
    assert.deepEqual([draw(listen).label, draw(listen).description], ['0.0.0.0:80', '']);
    assert.equal(draw({ ...listen, receiveQueue: 3 }).description, '3 waiting');
    assert.equal(draw({ ...listen, acceptQueueLimit: 128 }).description, '0 of 128 waiting');
  });

  it('marks a queue that is full, which is one more than its limit', () => {
    const emphasis = (receiveQueue: number): string | undefined =>
      draw({ state: 'LISTEN', local: '0.0.0.0:80', receiveQueue, acceptQueueLimit: 128 }).emphasis;
    assert.deepEqual([emphasis(128), emphasis(129)], [undefined, 'warning']);
  });

  it('names the process first, and all of them in the tooltip', () => {
    const owners = new Map([
      [
        7,
        [
          { pid: 812, name: 'sshd' },
          { pid: 9, name: 'sftp' },
        ],
      ],
    ]);
    const row = draw({ ...established, receiveQueue: 1 }, owners);
    assert.equal(row.description, 'sshd (812) · 1 B unread');
    assert.match(row.accessibilityLabel, /, sshd \(812\), 1 B unread$/);
  });

  it('shows what cannot be seen in a hostile name', () => {
    const row = draw(established, new Map([[7, [{ pid: 1, name: hostileName }]]]));
    assert.equal(row.description, '\uFFFD[31mevil \uFFFD"; (1)');
    assert.ok(isVisible(row.accessibilityLabel));
    assert.doesNotMatch(row.id, /evil/);
  });
});
