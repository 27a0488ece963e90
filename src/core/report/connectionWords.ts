import { numberText } from '../model/numberText.ts';
import {
  connectionKinds,
  type ClosedFirst,
  type ConnectionKind,
  type KindCounts,
  type WatchedProcess,
} from '../model/watched.ts';

/** What each kind of connection is called, within a sentence. */
export const kindNames: Readonly<Record<ConnectionKind, string>> = {
  probe: 'without a byte',
  exchange: 'one exchange',
  long: 'several exchanges',
  resetByUs: 'reset by this host',
  resetByPeer: 'reset by the peer',
  refused: 'refused',
  timedOut: 'timed out',
  noLocalPort: 'no local port',
};

const mostProcesses = 3;

/** `one exchange 120, refused 5` */
export function kindsText(kinds: KindCounts): string {
  return connectionKinds
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => `${kindNames[kind]} ${numberText(kinds[kind])}`)
    .join(', ');
}

/** `here 12, not known 3` */
export function closedFirstText({ us, peer, unknown }: ClosedFirst): string {
  return [['here', us] as const, ['peer', peer] as const, ['not known', unknown] as const]
    .filter(([, count]) => count > 0)
    .map(([who, count]) => `${who} ${numberText(count)}`)
    .join(', ');
}

/** `nginx (812)`, or `probably nginx (812)`. The name is hostile text. */
export function likelyProcessText({
  name,
  pid,
  probably,
}: Pick<WatchedProcess, 'name' | 'pid' | 'probably'>): string {
  return `${probably ? 'probably ' : ''}${name} (${String(pid)})`;
}

/** `nginx (812), probably envoy (9) and 2 more`; empty if none is known. */
export function likelyProcessesText(processes: readonly WatchedProcess[]): string {
  const named = processes.slice(0, mostProcesses).map(likelyProcessText).join(', ');
  const others = processes.length - mostProcesses;
  return others > 0 ? `${named} and ${String(others)} more` : named;
}
