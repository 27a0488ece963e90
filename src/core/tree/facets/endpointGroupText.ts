import type { SocketGroup } from '../../aggregate/socketGroups.ts';
import type { AddressTable } from '../../model/addressTable.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, percentText } from '../../model/numberText.ts';
import type { GroupFigures, GroupText } from './facet.ts';
import { figuresSentence, figuresText } from './figuresText.ts';

export function listenerGroupText(
  addresses: AddressTable,
  { address, port }: Extract<SocketGroup, { kind: 'listener' }>,
  figures: GroupFigures,
): GroupText {
  const endpoint = formatEndpoint(addresses.format(address), port);
  const tooltip = [
    `${countText(figures.sockets, 'socket')}${inState(figures)} of the listener ${endpoint}.`,
    ...(figures.timeWait > 0 ? [`This host closed ${those(figures)} first, as the server.`] : []),
  ];
  return {
    kind: 'listener',
    label: endpoint,
    local: endpoint,
    description: figuresText(figures),
    tooltip: tooltip.join('\n'),
    accessibilityLabel: `Listener ${endpoint}, ${figuresSentence(figures)}`,
  };
}

/** `share`: of the usable local ports, in all states. */
export function destinationGroupText(
  addresses: AddressTable,
  { localAddress, remoteAddress, remotePort }: Extract<SocketGroup, { kind: 'destination' }>,
  figures: GroupFigures,
  share: number | undefined,
): GroupText {
  const local = addresses.format(localAddress);
  if (remotePort === 0) return boundGroupText(local, figures);
  const remote = formatEndpoint(addresses.format(remoteAddress), remotePort);
  const shareText = share === undefined ? [] : [`${percentText(share)} of ports`];
  const tooltip = [
    `${countText(figures.sockets, 'connection')}${inState(figures)} from ${local} to ${remote}.`,
    ...(figures.timeWait > 0 ? [`This host opened and closed ${those(figures)} first, as the client.`] : []),
    ...(share === undefined
      ? []
      : [`In all states this destination uses ${percentText(share)} of the usable local ports.`]),
  ];
  return {
    kind: 'destination',
    label: `→ ${remote}`,
    local,
    remote,
    description: `${figuresText(figures, ...shareText)} · from ${local}`,
    tooltip: tooltip.join('\n'),
    accessibilityLabel: [
      `Destination ${remote} from ${local}, ${figuresSentence(figures)}`,
      ...shareText,
    ].join(' · '),
  };
}

/** Sockets that have a port but no connection. */
function boundGroupText(local: string, figures: GroupFigures): GroupText {
  return {
    kind: 'destination',
    label: `Bound to ${local}, not connected`,
    local,
    description: figuresText(figures),
    tooltip: `${countText(figures.sockets, 'socket has', 'sockets have')} a local port from bind() but no connection.`,
    accessibilityLabel: `Bound to ${local}, not connected, ${figuresSentence(figures)}`,
  };
}

function inState({ state }: GroupFigures): string {
  return state === undefined ? '' : ` in ${state}`;
}

function those({ state }: GroupFigures): string {
  return state === undefined ? 'those in TIME_WAIT' : 'them';
}
