import { readText, type Host, type HostReading, type ReadingPlan } from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { failure, problemsOf, valueOf, type Outcome } from '../../core/model/outcome.ts';
import type { ProcessCondition, SocketOwners } from '../../core/model/processes.ts';
import { conditionOf } from '../../core/parse/processFiles.ts';
import { conditionsBut } from '../processCondition.ts';
import { Deadline, type DeadlineClock } from './deadline.ts';
import { ShellReading } from './shellReading.ts';
import { ShellSession, usualLimits, type ShellLimits, type ShellPlace } from './shellSession.ts';

/** More would make the host start very many programs; who is left out is counted. */
const mostConditions = 100;

/** The numbers of about two million open files. */
const mostFilesBytes = 16 << 20;

function conditionSources(pid: number) {
  const folder = `/proc/${String(pid)}`;
  const ls = { kind: 'command', program: 'ls', timeLimitMs: 10_000, limitBytes: mostFilesBytes } as const;
  return {
    limits: { kind: 'file', path: `${folder}/limits` },
    stat: { kind: 'file', path: `${folder}/stat` },
    files: { ...ls, args: ['-1', `${folder}/fd`] },
  } as const;
}

abstract class HostByShell implements Host {
  readonly label: string;

  constructor(label: string) {
    this.label = label;
  }

  abstract open(plan: ReadingPlan, cancellation: Cancellation): HostReading;

  /** Only `ss` names processes there: scanning all of them in a shell would start a program for each. */
  owners(): Promise<Outcome<SocketOwners>> {
    return Promise.resolve(
      failure(
        'unavailable',
        'no-processes',
        `Processes on ${this.label} are known only if its ss names them.`,
        'Install iproute2 there, or choose the collector “ss”.',
      ),
    );
  }

  /** One more round trip. A process that has ended meanwhile is nobody’s loss; any other that was not read is. */
  async conditions(
    pids: ReadonlySet<number>,
    cancellation: Cancellation,
  ): Promise<Outcome<ReadonlyMap<number, ProcessCondition>>> {
    if (pids.size === 0) return conditionsBut(new Map(), 0);
    const asked = [...pids].slice(0, mostConditions).map((pid) => ({ pid, ...conditionSources(pid) }));
    const sources = asked.flatMap(({ limits, stat, files }) => [limits, stat, files]);
    const reading = this.open({ sources }, cancellation);
    const conditions = new Map<number, ProcessCondition>();
    let unread = pids.size - asked.length;
    for (const { pid, ...from } of asked) {
      const limitsRead = await readText(reading, from.limits, cancellation);
      const statRead = await readText(reading, from.stat, cancellation);
      const filesRead = await readText(reading, from.files, cancellation);
      const [limits, stat, files] = [limitsRead, statRead, filesRead].map(valueOf);
      if (limits !== undefined && stat !== undefined && files !== undefined)
        conditions.set(
          pid,
          conditionOf(limits, stat, files.split('\n').filter((line) => line !== '').length),
        );
      else if (!isMissing(limitsRead) && !isMissing(statRead) && !isMissing(filesRead)) unread++;
    }
    return conditionsBut(conditions, unread);
  }
}

/** A host that is read through a shell: over ssh, or in another network namespace of this machine. */
export class ShellHost extends HostByShell {
  readonly #session: ShellSession;
  readonly #limits: ShellLimits;
  readonly #clock: DeadlineClock | undefined;

  constructor(place: ShellPlace, limits: Partial<ShellLimits> = {}, clock?: DeadlineClock) {
    super(place.name);
    this.#limits = { ...usualLimits, ...limits };
    this.#session = new ShellSession(place, this.#limits);
    this.#clock = clock;
  }

  withDeadline(): Host {
    return new ShellWork(this.label, this.#session, new Deadline(this.#limits.workMs, this.#clock));
  }

  open(plan: ReadingPlan, cancellation: Cancellation): HostReading {
    return this.withDeadline().open(plan, cancellation);
  }

  /** Ends the shell and waits until it has exited. */
  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

/** The same host for one piece of work, of which all readings have one deadline. */
class ShellWork extends HostByShell {
  readonly #session: ShellSession;
  readonly #deadline: Deadline;

  constructor(label: string, session: ShellSession, deadline: Deadline) {
    super(label);
    this.#session = session;
    this.#deadline = deadline;
  }

  open(plan: ReadingPlan, cancellation: Cancellation): HostReading {
    return new ShellReading(this.#session, plan, cancellation, {
      name: this.label,
      deadline: this.#deadline,
    });
  }
}

/** Whether there is no such process any more. */
function isMissing(read: Outcome<string>): boolean {
  return problemsOf(read).some(
    ({ code, message }) =>
      (code === 'not-found' && message.includes('/proc/')) ||
      (code === 'command-failed' && /no such (file|process)/i.test(message)),
  );
}
