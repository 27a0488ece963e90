import type {
  ChunkReader,
  Host,
  HostConfiguration,
  HostReading,
  ReadingPlan,
  Source,
} from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import type { HostFacts } from '../../core/model/hostFacts.ts';
import { ok, type Outcome } from '../../core/model/outcome.ts';
import type { ProcessCondition, SocketOwners } from '../../core/model/processes.ts';
import type { LocalHost } from '../localHost.ts';
import { ShellHost } from '../shell/shellHost.ts';
import { dumpSockDiag } from '../sockDiag.ts';
import { namespacePath } from './namespacePath.ts';
import { namespacePlace, notEntered } from './namespacePlace.ts';
import { ProcReading } from './procReading.ts';

/**
 * Another network namespace of this machine, by its `ip netns` name or by a process in it. It is entered if
 * permitted; otherwise it is read as far as `/proc` shows it.
 */
export class NamespaceHost implements Host {
  readonly label: string;
  readonly wayIn: readonly string[];
  readonly #local: LocalHost;
  readonly #shell: ShellHost;
  readonly #pid: number | undefined;
  readonly #path: string;

  /** @param shell in place of one that enters the namespace. */
  constructor(key: string, label: string, local: LocalHost, shell?: ShellHost) {
    this.label = label;
    this.#local = local;
    this.#pid = /^\d+$/.test(key) ? Number(key) : undefined;
    this.#path = namespacePath(key);
    this.wayIn = ['nsenter', `--net=${this.#path}`, '--'];
    this.#shell = shell ?? new ShellHost(namespacePlace(label, this.#path));
  }

  /** Of what is read, only programs in the shell can keep anybody waiting: netlink and `/proc` answer or end by themselves. */
  withDeadline(): Host {
    const shell = this.#shell.withDeadline();
    return {
      label: this.label,
      wayIn: this.wayIn,
      open: (plan, cancellation) => this.#openBy(shell, plan, cancellation),
      owners: (inodes, cancellation) => this.owners(inodes, cancellation),
      conditions: (pids) => this.conditions(pids),
    };
  }

  open(plan: ReadingPlan, cancellation: Cancellation): HostReading {
    return this.#openBy(this.#shell, plan, cancellation);
  }

  /** Socket inodes are the same in all namespaces, and so are the processes that are searched. */
  owners(inodes: ReadonlySet<number>, cancellation: Cancellation): Promise<Outcome<SocketOwners>> {
    return this.#local.owners(inodes, cancellation);
  }

  conditions(pids: ReadonlySet<number>): Promise<Outcome<ReadonlyMap<number, ProcessCondition>>> {
    return this.#local.conditions(pids);
  }

  dispose(): Promise<void> {
    return this.#shell.dispose();
  }

  #openBy(shell: Pick<Host, 'open'>, plan: ReadingPlan, cancellation: Cancellation): HostReading {
    const proc = new ProcReading(this.#local, this.label, this.#pid);
    return new EnteredOrNot(shell.open(plan, cancellation), proc, this.#path);
  }
}

/** Reads from inside, or from outside if the first request shows that entering is not permitted. */
class EnteredOrNot implements HostReading {
  readonly #inside: HostReading;
  readonly #outside: HostReading;
  readonly #path: string;
  #facts: Promise<Outcome<HostFacts>> | undefined;

  constructor(inside: HostReading, outside: HostReading, path: string) {
    this.#inside = inside;
    this.#outside = outside;
    this.#path = path;
  }

  async facts(cancellation: Cancellation): Promise<Outcome<HostFacts>> {
    const reading = await this.#reading(cancellation);
    const facts = await this.#facts;
    return reading === this.#inside && facts !== undefined ? facts : reading.facts(cancellation);
  }

  /** The files belong to this machine, whether or not the namespace can be entered. */
  async configuration(cancellation: Cancellation): Promise<Outcome<HostConfiguration>> {
    const outcome = await (await this.#reading(cancellation)).configuration(cancellation);
    return outcome.kind === 'ok' ? ok({ ...outcome.value, isHere: true }) : outcome;
  }

  async read(source: Source, onChunk: ChunkReader, cancellation: Cancellation): Promise<Outcome<void>> {
    const reading = await this.#reading(cancellation);
    // No program has to be started for the kernel to be asked about a namespace that may be entered.
    return source.kind === 'sock_diag' && reading === this.#inside
      ? dumpSockDiag(source.request, onChunk, cancellation, this.#path)
      : reading.read(source, onChunk, cancellation);
  }

  async #reading(cancellation: Cancellation): Promise<HostReading> {
    this.#facts ??= this.#inside.facts(cancellation);
    const facts = await this.#facts;
    return 'problem' in facts && notEntered.has(facts.problem.code) ? this.#outside : this.#inside;
  }
}
