import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { Report } from '../report.ts';

export interface ProvedDestination {
  readonly remoteAddress: string;
  readonly remotePort: number;
}

export interface Proof {
  readonly worked: boolean | undefined;
  /** One sentence. */
  readonly sentence: string;
}

/**
 * Whether a change helped: the ports to a destination in use before it, and after the old TIME_WAIT sockets have expired.
 * `worked` is undefined if nothing connects any more, because that proves nothing.
 */
export function provedText(before: Report, after: Report, destination: ProvedDestination): Proof {
  const to = formatEndpoint(destination.remoteAddress, destination.remotePort);
  const then = figuresOf(before, destination);
  const now = figuresOf(after, destination);
  if (after.sockets === undefined)
    return { worked: undefined, sentence: 'The sockets could not be read, so nothing is proved.' };
  const change =
    `${countText(then.used, 'port')} to ${to} ${then.used === 1 ? 'was' : 'were'} in use before, ${numberText(then.timeWait)} of them in TIME_WAIT; ` +
    `now it is ${countText(now.used, 'port')}, ${numberText(now.timeWait)} in TIME_WAIT.`;
  if (now.used === 0)
    return {
      worked: undefined,
      sentence: `Nothing connects to ${to} any more, so nothing is proved yet. ${change}`,
    };
  const worked = now.timeWait * 5 < then.timeWait || (then.timeWait === 0 && now.used * 5 < then.used);
  return { worked, sentence: `${worked ? 'The fix worked:' : 'The fix did not help:'} ${change}` };
}

function figuresOf(
  { sockets }: Report,
  { remoteAddress, remotePort }: ProvedDestination,
): { used: number; timeWait: number } {
  const rows = (sockets?.destinations ?? []).filter(
    (row) => row.remoteAddress === remoteAddress && row.remotePort === remotePort,
  );
  return {
    used: rows.reduce((sum, { used }) => sum + used, 0),
    timeWait: rows.reduce((sum, { timeWait }) => sum + timeWait, 0),
  };
}
