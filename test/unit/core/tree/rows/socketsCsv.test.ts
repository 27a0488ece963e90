import assert from 'node:assert/strict';
import type { SocketOwners } from '../../../../../src/core/model/processes.ts';
import { listedSocket } from '../../../../../src/core/tree/rows/listedSocket.ts';
import { csvHead, csvLine } from '../../../../../src/core/tree/rows/socketsCsv.ts';
import { socketTable, timeWait, type SocketRow } from '../../../../support/sockets.ts';

function line(row: SocketRow, name?: string): string {
  const owners: SocketOwners = name === undefined ? new Map() : new Map([[7, [{ pid: 1, name }]]]);
  return csvLine(listedSocket(socketTable([row], ['acceptQueueLimit']), 0, owners));
}

const held: SocketRow = { state: 'ESTABLISHED', local: '[::1]:80', remote: '[::1]:9', inode: 7, uid: 33 };

describe('sockets as CSV', () => {
  it('have a head, and lines that end as RFC 4180 wants it', () => {
    assert.equal(
      csvHead,
      'state,local_address,local_port,remote_address,remote_port,receive_queue,send_queue,' +
        'accept_queue_limit,timer,timer_seconds,uid,inode,process,protocol,drops\r\n',
    );
    assert.equal(
      line(timeWait('10.0.0.1:40000', '10.0.0.9:80', 12.5)),
      'TIME_WAIT,10.0.0.1,40000,10.0.0.9,80,0,0,,timewait,47.5,0,0,,tcp,\r\n',
    );
    assert.equal(
      line({ state: 'LISTEN', local: '0.0.0.0:80', inode: 7, acceptQueueLimit: 128 }, 'nginx'),
      'LISTEN,0.0.0.0,80,0.0.0.0,0,0,0,128,none,,0,7,nginx (1),tcp,\r\n',
    );
  });

  it('quote what would break a cell or a line', () => {
    assert.match(line(held, 'a,b'), /,33,7,"a,b \(1\)",tcp,\r\n$/);
    assert.match(line(held, 'say "hi"'), /,7,"say ""hi"" \(1\)",tcp,\r\n$/);
    assert.match(line(held, 'a\nb\x1b[31m\u202E'), /,7,a b\uFFFD\[31m\uFFFD \(1\),tcp,\r\n$/);
  });

  it('keep the name of a process from being a formula', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1'])
      assert.match(line(held, name), /,7,"?'/, name);
    // Where a semicolon separates cells, quotes inside a cell protect nothing.
    assert.match(line(held, 'a;=1+1'), /,7,"a;'=1\+1 \(1\)",tcp,\r\n$/);
    assert.match(line(held, 'a=b'), /,7,a=b \(1\),tcp,\r\n$/);
    assert.match(line(held, '=cmd|" /C calc"!A0'), /,7,"'=cmd\|"" \/C calc""!A0 \(1\)",tcp,\r\n$/);
  });
});
