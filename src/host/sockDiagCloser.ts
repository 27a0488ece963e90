import { readFile } from 'node:fs/promises';
import type { CollectedSockets } from '../core/collect/collector.ts';
import type { SourceReader } from '../core/collect/host.ts';
import { sockDiagCollector } from '../core/collect/sockDiagCollector.ts';
import type { CloseAnswer, ClosingOrder, SocketCloser } from '../core/collect/socketCloser.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { failure, valueOf, type Failure, type Outcome } from '../core/model/outcome.ts';
import { SocketIds, socketIdSize } from '../core/model/socketIds.ts';
import { destroySockets } from './destroySockets.ts';
import type { LocalHost } from './localHost.ts';
import { libcOrFailure } from './sockDiag.ts';
import { netlinkDump } from './netlinkDump.ts';

/** From include/uapi/linux/capability.h. */
const capNetAdmin = 12n;
const never = new AbortController().signal;

/** Closes sockets over netlink: those of this process's network namespace, or of another one of this machine. */
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

  async collect(cancellation: Cancellation): Promise<Outcome<CollectedSockets>> {
    const libc = await libcOrFailure();
    if ('kind' in libc) return libc;
    const facts = await this.#local.facts();
    if (facts.kind !== 'ok') return facts as Failure;
    const reader: SourceReader = {
      read: (source, onChunk, signal) =>
        source.kind === 'sock_diag'
          ? netlinkDump(libc, source.request, onChunk, signal, this.#namespace)
          : this.#local.read(source, onChunk, signal),
    };
    return sockDiagCollector.collect(reader, facts.value, cancellation, { withIds: true });
  }

  async close(order: ClosingOrder, cancellation: Cancellation): Promise<Outcome<readonly CloseAnswer[]>> {
    const libc = await libcOrFailure();
    return 'kind' in libc ? libc : destroySockets(libc, order, cancellation, this.#namespace);
  }
}

/** A socket that there never is, because no cookie is 0: what the kernel answers tells whether it can close any. */
function nobody(): ClosingOrder {
  const ids = new SocketIds();
  ids.add(new Uint8Array(socketIdSize));
  return { ids, families: [4] };
}

/** The kernel asks for CAP_NET_ADMIN only once it has found the socket. */
async function mayAdministrate(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = /^CapEff:\s*([\da-f]+)$/im.exec(status)?.[1];
  // Not known: the kernel will say.
  return effective === undefined || ((BigInt(`0x${effective}`) >> capNetAdmin) & 1n) === 1n;
}

function notPermitted(): Failure {
  return failure(
    'denied',
    'close-denied',
    'This user may not close sockets: that needs the capability CAP_NET_ADMIN.',
    'Run the command below as root, in a terminal.',
  );
}

function unsupported(answer: CloseAnswer): Failure {
  return failure(
    'unavailable',
    'close-unsupported',
    `This kernel cannot close sockets for others (${answer}): it was built without CONFIG_INET_DIAG_DESTROY.`,
    'End the program that holds the sockets, or wait: TIME_WAIT ends by itself after 60 s.',
  );
}
