import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { listen } from '../../../src/host/destroyEvents.ts';
import { netlinkMessage, ScriptedLibc, type Answer } from '../../support/scriptedLibc.ts';

const { EACCES, EAGAIN, EINVAL, ENOBUFS, ENOENT, EPERM, EPROTONOSUPPORT } = constants.errno;
/** NLMSG_ERROR and NLMSG_DONE, include/uapi/linux/netlink.h. */
const [error, done] = [2, 3];
/** SOL_NETLINK, include/linux/socket.h. */
const solNetlink = 270;

/** The kernel's first answer is to the question whether it has its module for TCP. */
async function heard(
  answers: readonly Answer[],
  open = 9,
  refused?: ScriptedLibc['refused'],
  first: Answer = netlinkMessage(done),
) {
  const libc = new ScriptedLibc([first, { errno: EAGAIN }, ...answers], open);
  libc.refused = refused;
  const until = new AbortController();
  const chunks: number[] = [];
  let begun = 0;
  const outcome = listen(
    libc,
    {
      onChunk: (chunk) => chunks.push(chunk.length),
      onListening: () => begun++,
      until: until.signal,
    },
    undefined,
    1 << 20,
  );
  setTimeout(() => {
    until.abort();
  }, 50);
  return { outcome: await outcome, libc, chunks, begun: () => begun };
}

describe('listening for the ends of sockets', () => {
  it('binds before it joins, else nothing ever comes, and closes what it opened', async () => {
    const { outcome, libc, chunks, begun } = await heard([netlinkMessage(20), netlinkMessage(20)]);
    assert.deepEqual(valueOf(outcome), { lost: 0, problems: [] });
    assert.deepEqual(chunks, [20, 20]);
    assert.equal(begun(), 1);
    const bind = libc.options.indexOf('bind');
    const join = libc.options.indexOf('set 270 1');
    assert.ok(bind >= 0 && bind < join, libc.options.join(', '));
    assert.equal(libc.options.filter((option) => option === 'set 270 1').length, 2, 'IPv4 and IPv6');
    assert.deepEqual(libc.closed, [9, 9], 'what it asked with, and what it listened with');
  });

  it('does not listen to a kernel without its module for TCP, which would be silent', async () => {
    for (const first of [netlinkMessage(error, -ENOENT), netlinkMessage(done, -ENOENT)]) {
      const { outcome, libc, begun } = await heard([], 9, undefined, first);
      assert.deepEqual([outcome.kind, problemsOf(outcome)[0]?.code], ['unavailable', 'no-tcp-diag']);
      assert.match(problemsOf(outcome)[0]?.nextStep ?? '', /modprobe tcp_diag/);
      assert.equal(begun(), 0);
      assert.deepEqual(libc.closed, [9, 9]);
    }
    const none = await heard([], -EPROTONOSUPPORT);
    assert.deepEqual([none.outcome.kind, problemsOf(none.outcome)[0]?.code], ['unavailable', 'no-tcp-diag']);
  });

  it('listens where only the question is refused: what is announced is announced', async () => {
    const { outcome, begun } = await heard([], 9, undefined, netlinkMessage(error, -EPERM));
    assert.equal(outcome.kind, 'ok');
    assert.equal(begun(), 1);
  });

  it('goes on after an overflow: what comes after it is there', async () => {
    const { outcome, chunks } = await heard([netlinkMessage(20), { errno: ENOBUFS }, netlinkMessage(20)]);
    assert.equal(outcome.kind, 'ok');
    assert.equal(chunks.length, 2);
  });

  it('says so where the kernel lacks the groups, and where joining is not permitted', async () => {
    for (const [errno, kind, code] of [
      [EINVAL, 'unavailable', 'no-destroy-groups'],
      [EPERM, 'denied', 'denied'],
    ] as const) {
      const { outcome, libc, begun } = await heard([], 9, { level: solNetlink, errno });
      assert.deepEqual([outcome.kind, problemsOf(outcome)[0]?.code], [kind, code]);
      assert.equal(begun(), 0);
      assert.deepEqual(libc.closed, [9]);
    }
  });

  it('is an outcome where it may not be, and where it breaks', async () => {
    const refused = await heard([], -EACCES);
    assert.equal(refused.outcome.kind, 'denied');
    assert.equal(refused.begun(), 0);
    const broken = await heard([{ errno: constants.errno.EIO }]);
    assert.equal(problemsOf(broken.outcome)[0]?.code, 'failed');
    assert.deepEqual(broken.libc.closed, [9, 9]);
  });
});
