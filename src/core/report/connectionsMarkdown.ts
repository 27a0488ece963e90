import { formatEndpoint } from '../model/endpoint.ts';
import { countText, numberText } from '../model/numberText.ts';
import { secondsText } from '../model/timeText.ts';
import type { WatchedConnections } from '../model/watched.ts';
import { closedFirstText, kindsText, likelyProcessesText } from './connectionWords.ts';
import { destinationText } from './destinationText.ts';
import { exactMarkdown } from './exactMarkdown.ts';
import { markdownTable } from './markdownText.ts';

const maxRows = 10;

/** Connections that ended, for an incident or a chat. Empty if none did and none was lost. */
export function connectionsMarkdown(watched: WatchedConnections): readonly string[] {
  const { seconds, ended, lost, destinations, listeners, exact } = watched;
  if (ended === 0 && lost === 0) return exactMarkdown(exact);
  const missing = lost === 0 ? '' : ` ${numberText(lost)} more were announced and lost.`;
  const rows = [
    ...destinations.slice(0, maxRows).map((one) => ({ end: `to ${destinationText(one)}`, group: one })),
    ...listeners.slice(0, maxRows).map((one) => ({
      end: `accepted at ${formatEndpoint(one.address, one.port)}`,
      group: one,
    })),
  ].map(({ end, group: { ended: count, kinds, closedFirst, processes } }) => [
    end,
    numberText(count),
    kindsText(kinds),
    closedFirstText(closedFirst),
    likelyProcessesText(processes),
  ]);
  return [
    '## Connections that ended',
    `${countText(ended, 'connection')} in ${secondsText(seconds)}.${missing}`,
    ...(rows.length > 0
      ? [markdownTable(['Connections', 'Ended', 'How', 'Closed first', 'Process'], rows)]
      : []),
    ...exactMarkdown(exact),
  ];
}
