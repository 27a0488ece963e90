import { formatEndpoint } from '../model/endpoint.ts';
import { countText, numberText } from '../model/numberText.ts';
import {
  connectionKinds,
  type ConnectionKind,
  type WatchedConnections,
  type WatchedGroup,
} from '../model/watched.ts';
import { markdownTable } from './markdownText.ts';

const maxRows = 10;

const kindNames: Readonly<Record<ConnectionKind, string>> = {
  probe: 'without a byte',
  exchange: 'one exchange',
  long: 'several exchanges',
  resetByUs: 'reset by this host',
  resetByPeer: 'reset by the peer',
  refused: 'refused',
  timedOut: 'timed out',
  noLocalPort: 'no local port',
};

/** Connections that ended, for an incident or a chat. Empty if none did. */
export function connectionsMarkdown(watched: WatchedConnections): readonly string[] {
  const { seconds, ended, lost, destinations, listeners } = watched;
  if (ended === 0) return [];
  const missing = lost === 0 ? '' : ` ${numberText(lost)} more were announced and lost.`;
  const rows = [
    ...destinations.slice(0, maxRows).map((one) => ({
      end:
        one.remotePort === 0
          ? `to ${one.remoteAddress}`
          : `to ${formatEndpoint(one.remoteAddress, one.remotePort)}`,
      group: one,
    })),
    ...listeners.slice(0, maxRows).map((one) => ({
      end: `accepted at ${formatEndpoint(one.address, one.port)}`,
      group: one,
    })),
  ].map(({ end, group }) => [
    end,
    numberText(group.ended),
    kindsText(group),
    closersText(group),
    processesText(group),
  ]);
  return [
    '## Connections that ended',
    `${countText(ended, 'connection')} in ${seconds.toFixed(1)} s.${missing}`,
    markdownTable(['Connections', 'Ended', 'How', 'Closed first', 'Process'], rows),
  ];
}

/** `one exchange 120, refused 5` */
export function kindsText({ kinds }: WatchedGroup): string {
  return connectionKinds
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => `${kindNames[kind]} ${numberText(kinds[kind])}`)
    .join(', ');
}

function closersText({ closedFirst: { us, peer, unknown } }: WatchedGroup): string {
  return `here ${numberText(us)}, peer ${numberText(peer)}, not known ${numberText(unknown)}`;
}

function processesText({ processes }: WatchedGroup): string {
  return processes
    .slice(0, 3)
    .map(({ name, pid, probably }) => `${probably ? 'probably ' : ''}${name} (${String(pid)})`)
    .join(', ');
}
