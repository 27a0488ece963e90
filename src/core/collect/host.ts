import type { SysctlTool } from '../model/configuredParameters.ts';
import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ProcessCondition, SocketOwners } from '../model/processes.ts';
import type { ConfigFile } from '../parse/configFile.ts';

/** Something that a host can read: a collector describes it, and the host reads it. */
export type Source =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** See `sizeLimit`. */
      readonly limitBytes?: number;
    }
  | {
      readonly kind: 'command';
      /** Found through the host's PATH. */
      readonly program: string;
      readonly args: readonly string[];
      /** Time limit in milliseconds, after which the command is killed. */
      readonly timeLimitMs: number;
      /** See `sizeLimit`. */
      readonly limitBytes?: number;
    }
  /** A kernel dump over NETLINK_SOCK_DIAG: the answer arrives as datagrams of whole messages. */
  | { readonly kind: 'sock_diag'; readonly request: Uint8Array };

/** More than any table of sockets: about three million in `/proc/net/tcp`. */
export const largestSocketTable = 512 << 20;

/** What a source may send, in bytes. One that sends more is not read: its host is broken, or means harm. */
export function sizeLimit(source: Exclude<Source, { readonly kind: 'sock_diag' }>): number {
  return source.limitBytes ?? 1 << 20;
}

/** Receives the output of a source, piece by piece. The bytes are valid during the call only. */
export type ChunkReader = (chunk: Uint8Array) => void;

/** Reads sources. A failure is an outcome; only a cancellation is thrown (`CancelledError`). */
export interface SourceReader {
  /**
   * Streams a source. Failure codes: `not-found`, `denied`, `timed-out`, `command-failed` (with the command's error
   * output), `too-long` (more than `sizeLimit`), `lost` (an incomplete netlink answer) and `failed`. Discard what `onChunk` received before a failure.
   */
  read(source: Source, onChunk: ChunkReader, cancellation: Cancellation): Promise<Outcome<void>>;
}

/** What will be read, so that a remote host can be asked for all of it in one round trip. */
export interface ReadingPlan {
  readonly sources: readonly Source[];
  /** Alternative groups, best first. The first group whose first source can be read is used. */
  readonly firstOf?: readonly (readonly Source[])[];
}

/** The sysctl files of a host, and the tool that applies them. */
export interface HostConfiguration {
  readonly files: readonly ConfigFile[];
  readonly tool: SysctlTool;
  /** Whether the host's first process is in the inspected network namespace; absent if that cannot be determined. */
  readonly isBootNamespace?: boolean;
  /** Whether the files are on the machine of this process. */
  readonly isHere: boolean;
}

/** One reading of a host. Sources that are not in the plan can be read too, at the cost of another round trip. */
export interface HostReading extends SourceReader {
  facts(cancellation: Cancellation): Promise<Outcome<HostFacts>>;
  /** The files that set kernel parameters at boot. Files that cannot be read are included and marked. */
  configuration(cancellation: Cancellation): Promise<Outcome<HostConfiguration>>;
}

/** A place that has sockets: this machine, a remote host over ssh, or a network namespace. */
export interface Host {
  /** What the user calls it. */
  readonly label: string;
  /** The words that lead a command from a shell of this machine to where the sockets are; absent if none are needed. */
  readonly wayIn?: readonly string[];
  /**
   * The same host for one piece of work: all that is read of it has one deadline, which begins with the first request. Absent if
   * nothing that it reads can keep anybody waiting.
   */
  withDeadline?(): Host;
  /** Starts a reading. Nothing is read before the first request; the cancellation ends it. */
  open(plan: ReadingPlan, cancellation: Cancellation): HostReading;
  /** The processes that hold these sockets. Partial if other users' processes cannot be read. */
  owners(inodes: ReadonlySet<number>, cancellation: Cancellation): Promise<Outcome<SocketOwners>>;
  /**
   * The condition of processes by id; those that have ended are absent, and partial if some were not looked at. Absent if none
   * can be read.
   */
  conditions?(
    pids: ReadonlySet<number>,
    cancellation: Cancellation,
  ): Promise<Outcome<ReadonlyMap<number, ProcessCondition>>>;
}

const decoder = new TextDecoder('utf-8');

/** Reads a whole small source as text. */
export async function readText(
  host: SourceReader,
  source: Source,
  cancellation: Cancellation,
): Promise<Outcome<string>> {
  const chunks: Uint8Array[] = [];
  const outcome = await host.read(source, (chunk) => chunks.push(chunk.slice()), cancellation);
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
