import { exhaustionShares } from '../../model/exhaustionShares.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { TcpStateName } from '../../model/tcpState.ts';
import type { WatchedDestination } from '../../model/watched.ts';
import { blockedShare, mainState } from '../live/fullDestinations.ts';
import { heldByBind } from '../live/bindBeforeConnect.ts';
import { portHolder } from '../live/portHolders.ts';
import type { RuleInput } from '../rule.ts';

/** What keeps the ports of a destination: bind(), or connections in some state. */
export type TakenBy = 'bind' | TcpStateName;

/** What holds the ports for want of which connect() to an address fails. */
interface PortsTaken {
  readonly by: TakenBy;
  /** A sentence, with the process if one is known. */
  readonly text: string;
}

/** Undefined if the sockets do not show it. The kernel does not say which port of the peer it was: the fullest counts. */
export function portsTaken(
  { remoteAddress }: WatchedDestination,
  { sockets, connections }: RuleInput,
): PortsTaken | undefined {
  if (sockets === undefined) return undefined;
  const { table, aggregation } = sockets;
  const bound = heldByBind(sockets);
  if (bound !== undefined) return { by: 'bind', text: bound };
  const [fullest] = aggregation.destinations
    .filter((destination) => table.addresses.format(destination.remoteAddress) === remoteAddress)
    .filter((destination) => blockedShare(destination) >= exhaustionShares.error)
    .toSorted((one, other) => other.used - one.used);
  if (fullest === undefined) return undefined;
  const by = mainState(sockets, fullest);
  const { used, usable = 0, timeWait } = fullest;
  if (by === 'TIME_WAIT')
    return {
      by,
      text: `${countText(timeWait, 'port')} of ${numberText(usable)} ${timeWait === 1 ? 'is' : 'are'} in TIME_WAIT.`,
    };
  const { who = 'Connections' } = portHolder(sockets, fullest, connections);
  const verb = who === 'Connections' ? 'hold' : 'holds';
  return { by, text: `${who} ${verb} ${numberText(used)} of ${numberText(usable)}, most in ${by}.` };
}

/** What helps against a particular cause, before all else. */
export const causeRemedies: Partial<Readonly<Record<TakenBy, string>>> = {
  bind: 'Set IP_BIND_ADDRESS_NO_PORT before bind() in the program that holds the ports, or let it close sockets that it does not connect.',
  SYN_SENT:
    'Find out why the peer does not answer, and set a timeout for connect(), so that such attempts give their ports back.',
  CLOSE_WAIT:
    'Let the program close connections that their peer has closed: restart it to free the ports now.',
  FIN_WAIT1:
    'Find out why the peer does not acknowledge: these connections have been closed here and cannot end.',
  FIN_WAIT2: 'Find out why the peer does not close: these connections have been closed here and wait for it.',
};
