import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { problemsOf, type Outcome } from '../../../src/core/model/outcome.ts';
import { netlinkDump } from '../../../src/host/netlinkDump.ts';
import { netlinkMessage as message, ScriptedLibc, type Answer } from '../../support/scriptedLibc.ts';

const { EACCES, EAGAIN, EINTR, EIO, ENOBUFS, ENOENT, EPROTONOSUPPORT } = constants.errno;
const never = new AbortController().signal;

const row = message(20);
const done = message(3);

interface Dumped {
  readonly outcome: Outcome<void>;
  readonly datagrams: number;
  readonly closed: readonly number[];
}

async function dump(answers: readonly Answer[], open?: number): Promise<Dumped> {
  const libc = new ScriptedLibc(answers, open);
  let datagrams = 0;
  const outcome = await netlinkDump(libc, new Uint8Array(72), () => datagrams++, never);
  return { outcome, datagrams, closed: libc.closed };
}

function code({ outcome }: Dumped): string {
  return `${outcome.kind} ${problemsOf(outcome)[0]?.code ?? ''}`.trim();
}

describe('netlinkDump', () => {
  it('hands on every datagram up to the end, and closes', async () => {
    const dumped = await dump([row, row, done, row]);
    assert.deepEqual([code(dumped), dumped.datagrams, dumped.closed], ['ok', 3, [9]]);
  });

  it('goes on after an interrupted call, and waits where there is nothing yet', async () => {
    const dumped = await dump([{ errno: EINTR }, row, { errno: EAGAIN }, { errno: EINTR }, done]);
    assert.deepEqual([code(dumped), dumped.datagrams], ['ok', 2]);
  });

  const failures: readonly (readonly [string, readonly Answer[], string])[] = [
    ['an overflow of the receive buffer', [row, { errno: ENOBUFS }], 'failed lost'],
    ['a datagram that does not fit', [{ length: 1 << 20 }], 'failed lost'],
    ['an answer that breaks off', [row, new Uint8Array(0)], 'failed lost'],
    ['an error message of the kernel', [message(2, -ENOENT)], 'unavailable no-sock-diag'],
    ['a dump that ends with an error', [row, message(3, -EACCES)], 'denied denied'],
    // The other thread has the number of the first one.
    ['an error of another kind', [{ errno: EIO }, { errno: EIO }], 'failed failed'],
  ];
  for (const [what, answers, expected] of failures) {
    it(`says so of ${what}, and closes`, async () => {
      const dumped = await dump(answers);
      assert.equal(code(dumped), expected);
      assert.deepEqual(dumped.closed, [9]);
    });
  }

  it('says why no socket can be had', async () => {
    assert.equal(code(await dump([], -EPROTONOSUPPORT)), 'unavailable no-sock-diag');
    assert.equal(code(await dump([], -EACCES)), 'denied denied');
  });

  it('lets go when it is cancelled in the middle, and closes', async () => {
    const controller = new AbortController();
    const libc = new ScriptedLibc(Array.from({ length: 100_000 }, () => row));
    const slow = (): void => {
      controller.abort();
    };
    await assert.rejects(netlinkDump(libc, new Uint8Array(72), slow, controller.signal), CancelledError);
    assert.deepEqual([libc.freed, libc.closed], [1, [9]]);
  });

  it('reads what has come while the rest is received, in the same order', async () => {
    const many = Array.from({ length: 70 }, (_, index) => message(20, index));
    const libc = new ScriptedLibc([...many, done]);
    const results: number[] = [];
    let received = 0;
    const outcome = await netlinkDump(
      libc,
      new Uint8Array(72),
      (datagram) => {
        results.push(Buffer.from(datagram).readInt32LE(16));
        received += libc.isReceiving ? 1 : 0;
      },
      never,
    );
    assert.equal(outcome.kind, 'ok');
    assert.deepEqual(results, [...many.keys(), 0]);
    assert.equal(received, 2 + 32 + 32, 'all of those that came in full batches');
    assert.deepEqual([libc.freed, libc.closed], [1, [9]]);
  });
});
