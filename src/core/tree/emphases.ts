import type { Finding, Subject } from '../model/finding.ts';
import type { TcpStateName } from '../model/tcpState.ts';

export type Emphasis = 'warning' | 'error';

/** The parts of a finding that determine which rows need attention. */
export type Marking = Pick<Finding, 'severity' | 'subject' | 'also' | 'states'>;

/**
 * Which things need attention: those that a warning or an error is about. Only the rules decide, so that the tree,
 * the report and the findings never disagree.
 */
export class Emphases {
  readonly #bySubject = new Map<string, Marking[]>();
  readonly #byState = new Map<TcpStateName, Emphasis>();

  constructor(findings: readonly Marking[] = []) {
    for (const finding of findings) {
      if (emphasisOf(finding) === undefined) continue;
      for (const subject of [finding.subject, ...(finding.also ?? [])])
        for (const key of keysOf(subject)) this.#add(key, finding);
      for (const state of finding.states ?? [])
        this.#byState.set(state, worse(this.#byState.get(state), emphasisOf(finding)) ?? 'warning');
    }
  }

  /** For sockets of a subject that are all in one state, or in several states if absent. */
  of(subject: Subject, state?: TcpStateName): Emphasis | undefined {
    return keysOf(subject)
      .flatMap((key) => this.#bySubject.get(key) ?? [])
      .filter(({ states }) => states === undefined || state === undefined || states.includes(state))
      .map(emphasisOf)
      .reduce(worse, undefined);
  }

  ofState(state: TcpStateName): Emphasis | undefined {
    return this.#byState.get(state);
  }

  #add(key: string, finding: Marking): void {
    const known = this.#bySubject.get(key);
    if (known === undefined) this.#bySubject.set(key, [finding]);
    else known.push(finding);
  }
}

function emphasisOf({ severity }: Marking): Emphasis | undefined {
  return severity === 'error' || severity === 'warning' ? severity : undefined;
}

function worse(one: Emphasis | undefined, other: Emphasis | undefined): Emphasis | undefined {
  return one === 'error' || other === 'error' ? 'error' : (one ?? other);
}

/** A process matches by any of its ids: a finding may be about a server and all its workers, and a row about one of them. */
function keysOf(subject: Subject): readonly string[] {
  switch (subject.kind) {
    case 'host':
      return [];
    case 'parameter':
      return [`parameter ${subject.key}`];
    case 'destination':
      return [
        `to ${plain(subject.localAddress)} ${plain(subject.remoteAddress)} ${String(subject.remotePort)}`,
      ];
    case 'listener':
      return [`at ${plain(subject.address)} ${String(subject.port)}`];
    case 'process':
      return subject.pids.map((pid) => `process ${String(pid)}`);
  }
}

/** An IPv4 address and its v4-mapped form are one address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
