import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { SocketIds, socketIdSize } from '../../../src/core/model/socketIds.ts';
import { destroySockets } from '../../../src/host/destroySockets.ts';
import { never } from '../../support/fakeHost.ts';
import { netlinkMessage, ScriptedLibc, type Answer } from '../../support/scriptedLibc.ts';

const { EINTR, ENOENT, EOPNOTSUPP, EPERM, EIO } = constants.errno;
const acknowledged = netlinkMessage(2);

/** An order for sockets whose names are all 1, all 2, and so on. */
function order(count: number) {
  const ids = new SocketIds();
  for (let row = 1; row <= count; row++) ids.add(new Uint8Array(socketIdSize).fill(row));
  return { ids, families: Array.from({ length: count }, (_, row) => (row % 2 === 0 ? 4 : 6)) };
}

async function destroy(answers: readonly Answer[], count = answers.length) {
  const libc = new ScriptedLibc(answers);
  return { libc, outcome: await destroySockets(libc, order(count), never) };
}

describe('destroySockets', () => {
  it('asks for each by its family and its whole name, the cookie too', async () => {
    const { libc, outcome } = await destroy([acknowledged, acknowledged]);
    assert.deepEqual(valueOf(outcome), ['closed', 'closed']);
    assert.deepEqual(
      libc.sent.map((bytes) => [bytes.length, bytes[4], bytes[16], bytes[17], bytes[24], bytes[71]]),
      [
        [72, 21, 2, 6, 1, 1],
        [72, 21, 10, 6, 2, 2],
      ],
    );
    assert.deepEqual(libc.closed, [9]);
  });

  it('tells what the kernel said of each', async () => {
    const errors = [ENOENT, EPERM, EOPNOTSUPP].map((errno) => netlinkMessage(2, -errno));
    const { outcome } = await destroy([...errors, acknowledged]);
    assert.deepEqual(valueOf(outcome), ['gone', 'EPERM', 'EOPNOTSUPP', 'closed']);
  });

  it('goes on after an interrupted call', async () => {
    assert.deepEqual(valueOf((await destroy([{ errno: EINTR }, acknowledged], 1)).outcome), ['closed']);
  });

  it('stops where the kernel does not answer, and closes its own socket', async () => {
    const { libc, outcome } = await destroy([acknowledged, { errno: EIO }]);
    assert.equal(problemsOf(outcome)[0]?.code, 'failed');
    assert.deepEqual(libc.closed, [9]);
    const other = await destroy([netlinkMessage(20)]);
    assert.equal(problemsOf(other.outcome)[0]?.code, 'lost');
  });

  it('leaves the rest alone when it is cancelled', async () => {
    const libc = new ScriptedLibc(Array.from({ length: 200_000 }, () => acknowledged));
    const running = destroySockets(libc, order(200_000), AbortSignal.abort());
    await assert.rejects(running, CancelledError);
    assert.ok(libc.sent.length < 200_000);
    assert.deepEqual(libc.closed, [9]);
  });
});
