import type {
  ChunkReader,
  Host,
  HostConfiguration,
  HostReading,
  Source,
} from '../../src/core/collect/host.ts';
import { throwIfCancelled, type Cancellation } from '../../src/core/model/cancellation.ts';
import type { HostFacts } from '../../src/core/model/hostFacts.ts';
import { failure, ok, valueOf, type Outcome } from '../../src/core/model/outcome.ts';
import type { SocketOwners } from '../../src/core/model/processes.ts';

/** What a source of the host gives: text, or a failure, before which text may have come. */
export type Answer = string | Outcome<void> | { readonly text: string; readonly outcome: Outcome<void> };

export const notFound: Outcome<void> = failure(
  'unavailable',
  'not-found',
  'It does not exist here.',
  'Look.',
);
export const denied: Outcome<void> = failure('denied', 'denied', 'It may not be read.', 'Run as root.');
export const timedOut: Outcome<void> = failure('failed', 'timed-out', 'It was ended after 30 s.', 'Try it.');

export function exited(errorText: string): Outcome<void> {
  return failure(
    'failed',
    'command-failed',
    `ss ended with status 255: ${errorText}.`,
    'Try it in a terminal.',
  );
}

export const linux: HostFacts = {
  platform: 'linux',
  hostname: 'web1',
  kernelRelease: '6.18.44',
  kernel: { major: 6, minor: 18, patch: 44 },
  byteOrder: 'little',
  effectiveUser: 1000,
  networkNamespace: 'net:[4026531840]',
};

/** A cancellation that never comes. */
export const never: Cancellation = new AbortController().signal;

interface Options {
  /** By path, or by `ss` and its arguments, or `ss` for any arguments. What is not named is not found. */
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly facts?: Outcome<HostFacts>;
  readonly owners?: Outcome<SocketOwners>;
  /** No file where left out. */
  readonly configuration?: Outcome<HostConfiguration>;
  /** Called before each source is read. */
  readonly onRead?: (name: string) => void;
}

/** A host that is made up: the port is the boundary that collectors are tested at. */
export class FakeHost implements Host, HostReading {
  readonly label = 'web1';
  readonly #options: Options;
  /** What was read, in order: paths and command lines. */
  readonly asked: string[] = [];
  readonly ownersAsked: number[][] = [];

  constructor(options: Options = {}) {
    this.#options = options;
  }

  open(): HostReading {
    return this;
  }

  facts(): Promise<Outcome<HostFacts>> {
    return Promise.resolve(this.#options.facts ?? ok(linux));
  }

  configuration(): Promise<Outcome<HostConfiguration>> {
    const none: HostConfiguration = { files: [], tool: 'systemd-sysctl', isHere: true };
    return Promise.resolve(this.#options.configuration ?? ok(none));
  }

  async read(source: Source, onChunk: ChunkReader, cancellation: Cancellation): Promise<Outcome<void>> {
    const name = nameOf(source);
    this.asked.push(name);
    this.#options.onRead?.(name);
    await Promise.resolve();
    throwIfCancelled(cancellation);
    const answers = this.#options.answers ?? {};
    const answer =
      answers[name] ?? (source.kind === 'command' ? answers[source.program] : undefined) ?? notFound;
    if (typeof answer !== 'string' && 'kind' in answer) return answer;
    give(typeof answer === 'string' ? answer : answer.text, onChunk);
    return typeof answer === 'string' ? ok(undefined) : answer.outcome;
  }

  owners(inodes: ReadonlySet<number>): Promise<Outcome<SocketOwners>> {
    this.ownersAsked.push([...inodes].sort((a, b) => a - b));
    const outcome = this.#options.owners ?? ok(new Map());
    const known = valueOf(outcome);
    if (known === undefined) return Promise.resolve(outcome);
    const value = new Map([...known].filter(([inode]) => inodes.has(inode)));
    return Promise.resolve({ ...outcome, value } as Outcome<SocketOwners>);
  }
}

function nameOf(source: Source): string {
  switch (source.kind) {
    case 'file':
      return source.path;
    case 'command':
      return [source.program, ...source.args].join(' ');
    case 'sock_diag':
      return 'sock_diag';
  }
}

/** In small pieces out of one buffer that is used again, as a real host does: who keeps a piece must copy it. */
function give(text: string, onChunk: ChunkReader): void {
  const bytes = Buffer.from(text);
  const buffer = new Uint8Array(11);
  for (let at = 0; at < bytes.length; at += buffer.length) {
    const piece = bytes.subarray(at, at + buffer.length);
    buffer.set(piece);
    onChunk(buffer.subarray(0, piece.length));
    buffer.fill(0x58);
  }
}
