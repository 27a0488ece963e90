import assert from 'node:assert/strict';
import { halfOpenQueue as rule } from '../../../../../src/core/rules/live/halfOpenQueue.ts';
import { evidence } from '../../../../support/evidence.ts';
import { onPorts, type SocketRow } from '../../../../support/sockets.ts';

function judge(count: number, lines: string, hasBacklog = true) {
  const local = '10.0.0.1:80';
  const listener: SocketRow = {
    state: 'LISTEN',
    local,
    inode: 1,
    ...(hasBacklog && { acceptQueueLimit: 128 }),
  };
  const half = onPorts(1024, count, (port): SocketRow => {
    return { state: 'SYN_RECV', local, remote: `10.0.9.9:${String(port)}` };
  });
  const owners = new Map([[1, [{ pid: 7, name: 'web' }]]]);
  return rule.evaluate(evidence({ rows: [listener, ...half], lines, owners, acceptQueueLimit: hasBacklog }));
}

describe('half-open-queue', () => {
  it('says nothing below four fifths of the backlog', () => {
    assert.deepEqual(judge(101, 'tcp_syncookies = 1'), []);
    assert.deepEqual(judge(15, 'tcp_syncookies = 0\ntcp_max_syn_backlog = 16'), []);
  });

  it('warns with cookies, and is an error without them', () => {
    const [cookies] = judge(129, 'tcp_syncookies = 1');
    assert.equal(cookies?.severity, 'warning');
    assert.equal(
      cookies.title,
      '129 half-open connections fill the SYN queue of 10.0.0.1:80 of web (process 7), which holds 128: the kernel answers with cookies.',
    );
    const [none] = judge(48, 'tcp_syncookies = 0\ntcp_max_syn_backlog = 64');
    assert.equal(none?.severity, 'error');
    assert.match(none.title, /which holds 48: the kernel drops new SYNs\.$/);
  });

  it('cannot judge with cookies where the source has no backlog', () => {
    assert.deepEqual(judge(500, 'tcp_syncookies = 1', false), []);
  });
});
