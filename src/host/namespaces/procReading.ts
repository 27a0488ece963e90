import { readlink } from 'node:fs/promises';
import type { ChunkReader, HostConfiguration, HostReading, Source } from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import type { HostFacts } from '../../core/model/hostFacts.ts';
import { failure, ok, valueOf, type Failure, type Outcome } from '../../core/model/outcome.ts';
import { readHostConfiguration } from '../hostConfiguration.ts';
import type { LocalHost } from '../localHost.ts';
import { gone } from './namespacePlace.ts';

/**
 * What `/proc/<pid>/net` shows of another network namespace without entering it: sockets and counters, readable by
 * any user. Kernel parameters cannot be read this way: `/proc/<pid>/root/proc/sys/net` shows the reader's own
 * (docs/hosts.md).
 */
export class ProcReading implements HostReading {
  readonly #local: LocalHost;
  readonly #name: string;
  readonly #pid: number | undefined;

  constructor(local: LocalHost, name: string, pid: number | undefined) {
    this.#local = local;
    this.#name = name;
    this.#pid = pid;
  }

  async facts(): Promise<Outcome<HostFacts>> {
    const facts = valueOf(await this.#local.facts());
    if (facts === undefined || this.#pid === undefined) return this.#notEntered();
    const networkNamespace = await readlink(`/proc/${String(this.#pid)}/ns/net`).catch(() => undefined);
    return ok({ ...facts, networkNamespace });
  }

  /** The files belong to this machine. Only the parameters could show whether they apply to this namespace. */
  async configuration(): Promise<Outcome<HostConfiguration>> {
    return ok(await readHostConfiguration());
  }

  async read(source: Source, onChunk: ChunkReader, cancellation: Cancellation): Promise<Outcome<void>> {
    if (source.kind !== 'file' || source.path.startsWith('/proc/sys/net/')) return this.#notEntered();
    const inside = source.path.replace(/^\/proc\/net\//, `/proc/${String(this.#pid)}/net/`);
    const outcome = await this.#local.read({ ...source, path: inside }, onChunk, cancellation);
    const isGone = inside.endsWith('/net/tcp') && outcome.kind === 'unavailable';
    return isGone ? gone(this.#name) : outcome;
  }

  #notEntered(): Failure {
    return failure(
      'denied',
      'netns-denied',
      `You do not have permission to enter the ${this.#name}.`,
      'Run as root to read its kernel parameters and to use ss in it.',
    );
  }
}
