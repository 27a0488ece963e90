import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { CancelledError } from '../../../src/core/model/cancellation.ts';
import { problemsOf, type Outcome } from '../../../src/core/model/outcome.ts';
import type { Libc } from '../../../src/host/libc.ts';
import { netlinkDump } from '../../../src/host/netlinkDump.ts';

const { EACCES, EAGAIN, EINTR, ENOBUFS, ENOENT, EPROTONOSUPPORT } = constants.errno;
const never = new AbortController().signal;

/** What the kernel answers to one `recv`: bytes, an error number, or a length that did not fit. */
type Answer = Uint8Array | { readonly errno: number } | { readonly length: number };

/** A C library that answers as it is told: these answers cannot be had from a kernel on demand. */
class ScriptedLibc implements Libc {
  readonly closed: number[] = [];
  readonly #answers: Answer[];
  readonly #open: number;
  #errno = 0;

  constructor(answers: readonly Answer[], open = 9) {
    this.#answers = [...answers];
    this.#open = open;
    if (open < 0) this.#errno = -open;
  }

  socket(): number {
    return this.#open < 0 ? -1 : this.#open;
  }

  send(_descriptor: number, bytes: Uint8Array): number {
    return bytes.length;
  }

  recv(_descriptor: number, buffer: Uint8Array): number {
    const answer = this.#answers.shift() ?? { errno: EAGAIN };
    if (answer instanceof Uint8Array) {
      buffer.set(answer);
      return answer.length;
    }
    if ('length' in answer) return answer.length;
    this.#errno = answer.errno;
    return -1;
  }

  close(descriptor: number): number {
    this.closed.push(descriptor);
    return 0;
  }

  errno(): number {
    return this.#errno;
  }
}

/** A message without a socket, of this type and with this result. */
function message(type: number, result = 0): Uint8Array {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32LE(20, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeInt32LE(result, 16);
  return Uint8Array.from(bytes);
}
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
    ['an error of another kind', [{ errno: constants.errno.EIO }], 'failed failed'],
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
      const end = performance.now() + 2;
      while (performance.now() < end);
      controller.abort();
    };
    await assert.rejects(netlinkDump(libc, new Uint8Array(72), slow, controller.signal), CancelledError);
    assert.deepEqual(libc.closed, [9]);
  });
});
