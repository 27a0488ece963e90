import { formatEndpoint } from '../../model/endpoint.ts';
import { countText } from '../../model/numberText.ts';
import type {
  ConnectionKind,
  WatchedConnections,
  WatchedDestination,
  WatchedGroup,
} from '../../model/watched.ts';
import { processesText } from './piles.ts';

/** `10.0.0.5:5432`, or the address alone if the kernel had forgotten the port. */
export function destinationName({ remoteAddress, remotePort }: WatchedDestination): string {
  return remotePort === 0 ? remoteAddress : formatEndpoint(remoteAddress, remotePort);
}

/**
 * Whether the processes of a group were only seen with some connection to its address: where the port is not known, that may be one
 * to another port, which works.
 */
export function isGuessByAddress(group: WatchedGroup & { readonly remotePort?: number }): boolean {
  return group.remotePort === 0 && group.processes[0]?.probably === true;
}

/** Whose connections they were, as the end of a sentence: `of curl (process 7)`. Undefined if that is not known. */
function holderOf(group: WatchedGroup): string | undefined {
  const [first, ...others] = group.processes;
  if (first === undefined || isGuessByAddress(group)) return undefined;
  const same = others.filter(({ name }) => name === first.name);
  const names = new Set(others.flatMap(({ name }) => (name === first.name ? [] : [name])));
  const more = names.size === 0 ? '' : ` and ${countText(names.size, 'other program')}`;
  return `${first.probably ? 'probably ' : ''}of ${processesText([first, ...same])}${more}`;
}

/** A sentence to follow a title about all of them; empty if no process is known. */
export function whose(group: WatchedDestination): string {
  const holder = holderOf(group);
  return holder === undefined ? '' : ` They were ${holder}.`;
}

/**
 * A sentence about where most connections of these kinds ended, to follow a title: a destination, or else a listening socket.
 * Empty if nobody listened for them, or none had most.
 */
export function mostPlace(
  connections: WatchedConnections | undefined,
  kinds: readonly ConnectionKind[],
): string {
  const countIn = (group: WatchedGroup): number => kinds.reduce((sum, kind) => sum + group.kinds[kind], 0);
  for (const groups of [connections?.destinations ?? [], connections?.listeners ?? []]) {
    const all = groups.reduce((sum, group) => sum + countIn(group), 0);
    const [most] = groups.toSorted((one, other) => countIn(other) - countIn(one));
    if (most === undefined || countIn(most) * 2 <= all) continue;
    const holder = holderOf(most);
    const which = holder === undefined ? 'Most of them' : `Most of them, ${holder},`;
    return 'address' in most
      ? ` ${which} were accepted at ${formatEndpoint(most.address, most.port)}.`
      : ` ${which} went to ${destinationName(most)}.`;
  }
  return '';
}
