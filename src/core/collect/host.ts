import type { SysctlTool } from '../model/configuredParameters.ts';
import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { ConfigFile } from '../parse/configFile.ts';

/** Something that a host can read: a collector describes it, the host executes it. */
export type Source =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'command';
      /** Found through the host's own search path. */
      readonly program: string;
      readonly args: readonly string[];
      /** The command is ended when it takes longer, in milliseconds. */
      readonly timeLimitMs: number;
    }
  /** A dump by the kernel over NETLINK_SOCK_DIAG: the answer comes as datagrams of whole messages. */
  | { readonly kind: 'sock_diag'; readonly request: Uint8Array };

/** Receives what a source gives, piece by piece. The bytes are valid during the call. */
export type ChunkReader = (chunk: Uint8Array) => void;

/** Gives what sources hold. A failure is an outcome; only a cancellation is thrown (`CancelledError`). */
export interface SourceReader {
  /**
   * Streams a source. Failure codes: `not-found`, `denied`, `timed-out`, `command-failed` (with what the command said),
   * `lost` (a netlink answer that is not complete) and `failed`. What was given to `onChunk` before a failure is to be
   * thrown away.
   */
  read(source: Source, onChunk: ChunkReader, cancellation: Cancellation): Promise<Outcome<void>>;
}

/** What will be read, so that a host that is far away can send for all of it in one round trip. */
export interface ReadingPlan {
  readonly sources: readonly Source[];
  /** Groups of which one is enough, best first: the first whose first source can be read. */
  readonly firstOf?: readonly (readonly Source[])[];
}

/** The sysctl files of a host, and who applies them. */
export interface HostConfiguration {
  readonly files: readonly ConfigFile[];
  readonly tool: SysctlTool;
  /** Whether the host's first process is in the network namespace that is looked at; absent where that may not be known. */
  readonly isBootNamespace?: boolean;
  /** The files lie on the machine of this process. */
  readonly isHere: boolean;
}

/** One visit to a host. What the plan did not name can be read too, and costs another round trip. */
export interface Reading extends SourceReader {
  facts(cancellation: Cancellation): Promise<Outcome<HostFacts>>;
  /** The files that set kernel parameters at boot. What may not be read is among them as such. */
  configuration(cancellation: Cancellation): Promise<Outcome<HostConfiguration>>;
}

/** Where sockets live: this machine, another one over ssh, a network namespace. */
export interface Host {
  /** What the user calls it. */
  readonly label: string;
  /** Begins a visit. Nothing is read before the first question; the cancellation ends it. */
  open(plan: ReadingPlan, cancellation: Cancellation): Reading;
  /** The processes that hold these sockets. Partial where other users' processes may not be looked at. */
  owners(inodes: ReadonlySet<number>, cancellation: Cancellation): Promise<Outcome<SocketOwners>>;
}

const decoder = new TextDecoder('utf-8');

/** A whole small source as text. */
export async function readText(
  host: SourceReader,
  path: string,
  cancellation: Cancellation,
): Promise<Outcome<string>> {
  const chunks: Uint8Array[] = [];
  const outcome = await host.read(
    { kind: 'file', path },
    (chunk) => chunks.push(chunk.slice()),
    cancellation,
  );
  if (outcome.kind !== 'ok')
    return outcome.kind === 'partial' ? { ...outcome, value: join(chunks) } : outcome;
  return { kind: 'ok', value: join(chunks) };
}

function join(chunks: readonly Uint8Array[]): string {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return decoder.decode(bytes);
}
