import type { Problem } from '../../core/model/outcome.ts';
import type { PortUse, PortUser } from '../../core/model/portUse.ts';
import type { PortAnswer, PortUserText } from '../../core/report/port/portAnswer.ts';

/** What `port` prints; docs/port.md describes it. */
export interface PortJson extends Omit<PortUse, 'users'>, Omit<PortAnswer, 'users'> {
  readonly schema: 'socket-diagnostics/port';
  readonly version: 1;
  readonly users: readonly PortUserJson[];
  /** What makes it incomplete. */
  readonly problems: readonly Problem[];
}

/** Sockets that use the port, with what they mean for others. */
export interface PortUserJson extends PortUser, Omit<PortUserText, 'kind'> {}

export function portJson(use: PortUse, answer: PortAnswer, problems: readonly Problem[]): PortJson {
  const users = use.users.flatMap((user, at) => {
    const says = answer.users[at];
    return says === undefined ? [] : [{ ...user, ...says }];
  });
  return { schema: 'socket-diagnostics/port', version: 1, ...use, ...answer, users, problems };
}
