import type { Host, HostReading, ReadingPlan } from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { failure, type Outcome } from '../../core/model/outcome.ts';
import type { SocketOwners } from '../../core/model/processes.ts';
import { ShellReading } from './shellReading.ts';
import { ShellSession, usualLimits, type ShellLimits, type ShellPlace } from './shellSession.ts';

/** A host that is read through a shell: over ssh, or in another network namespace of this machine. */
export class ShellHost implements Host {
  readonly label: string;
  readonly #session: ShellSession;
  readonly #limits: ShellLimits;

  constructor(place: ShellPlace, limits: Partial<ShellLimits> = {}) {
    this.label = place.name;
    this.#limits = { ...usualLimits, ...limits };
    this.#session = new ShellSession(place, this.#limits);
  }

  open(plan: ReadingPlan, cancellation: Cancellation): HostReading {
    return new ShellReading(this.#session, plan, cancellation, {
      name: this.label,
      limitMs: this.#limits.readingMs,
    });
  }

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

  /** Ends the shell and waits until it has exited. */
  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}
