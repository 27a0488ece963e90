import { readFile } from 'node:fs/promises';
import type { CollectedSockets } from '../core/collect/collector.ts';
import type { CloseAnswer, ClosingOrder, SocketCloser } from '../core/collect/socketCloser.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { failure, valueOf, type Failure, type Outcome } from '../core/model/outcome.ts';
import { SocketIds, socketIdSize } from '../core/model/socketIds.ts';
import { destroySockets } from './destroySockets.ts';
import type { LocalHost } from './localHost.ts';
import { withNativeCalls } from './nativeCalls.ts';
import { libcOrFailure } from './sockDiag.ts';
import { readOverNetlink } from './netlinkReader.ts';

/** From include/uapi/linux/capability.h. */
const capNetAdmin = 12n;
const never = new AbortController().signal;

/** Closes sockets over netlink, in this process's network namespace or another one on this machine. */
export class SockDiagCloser implements SocketCloser {
  readonly #local: LocalHost;
  readonly #namespace: string | undefined;

  /** @param namespace the path of another network namespace. */
  constructor(local: LocalHost, namespace?: string) {
    this.#local = local;
    this.#namespace = namespace;
  }

  async refusal(): Promise<Failure | undefined> {
    const answers = await this.close(nobody(), never);
    const answer = valueOf(answers)?.[0];
    if (answer === undefined) return 'problem' in answers ? answers : undefined;
    if (answer !== 'gone') return unsupported(answer);
    return (await mayAdministrate()) ? undefined : notPermitted();
  }

  collect(cancellation: Cancellation): Promise<Outcome<CollectedSockets>> {
    return readOverNetlink(this.#local, this.#namespace, { withIds: true }, cancellation);
  }

  async close(order: ClosingOrder, cancellation: Cancellation): Promise<Outcome<readonly CloseAnswer[]>> {
    const libc = await libcOrFailure();
    if ('kind' in libc) return libc;
    return withNativeCalls(() => destroySockets(libc, order, cancellation, this.#namespace));
  }
}

/** A socket that never exists, because no cookie is 0. The kernel's answer shows whether it can close sockets at all. */
function nobody(): ClosingOrder {
  const ids = new SocketIds();
  ids.add(new Uint8Array(socketIdSize));
  return { ids, families: [4] };
}

/** The kernel checks for CAP_NET_ADMIN only after it has found the socket. */
async function mayAdministrate(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = /^CapEff:\s*([\da-f]+)$/im.exec(status)?.[1];
  // Not known here; the kernel will tell.
  return effective === undefined || ((BigInt(`0x${effective}`) >> capNetAdmin) & 1n) === 1n;
}

function notPermitted(): Failure {
  return failure(
    'denied',
    'close-denied',
    'You do not have permission to close sockets, which requires the capability CAP_NET_ADMIN.',
    'Run the command below as root in a terminal.',
  );
}

function unsupported(answer: CloseAnswer): Failure {
  return failure(
    'unavailable',
    'close-unsupported',
    `This kernel cannot close sockets of other processes (${answer}): it was built without CONFIG_INET_DIAG_DESTROY.`,
    'Stop the program that holds the sockets, or wait: TIME_WAIT ends on its own after 60 s.',
  );
}
