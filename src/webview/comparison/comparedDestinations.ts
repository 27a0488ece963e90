import {
  formatEndpoint,
  changeText,
  numberText,
  type ComparedDestination,
  type Comparison,
  type ReportDestination,
} from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { portGauge, portLegend } from '../portGauge.ts';
import { partSection, sideColumns } from './cells.ts';

/** The share of the local ports used by connections to each remote endpoint, on both sides. */
export function comparedDestinations(comparison: Comparison): HTMLElement {
  return partSection<ComparedDestination>({
    id: 'destinations',
    title: 'Ephemeral ports by destination',
    part: comparison.destinations,
    none: 'Neither side has outgoing connections.',
    columns: [
      {
        title: 'Destination',
        cell: ({ remoteAddress, remotePort }) =>
          element('span', { class: 'endpoint' }, formatEndpoint(remoteAddress, remotePort)),
      },
      ...sideColumns<ReportDestination, ComparedDestination>(comparison, ports),
      { title: 'Change in use', numeric: true, cell: change },
    ],
    below: portLegend(),
  });
}

function ports(destination: ReportDestination): HTMLElement {
  return element(
    'div',
    { class: 'ports' },
    destination.share === undefined ? undefined : portGauge(destination),
    element('span', { class: 'detail' }, inUse(destination)),
  );
}

function inUse({ used, usable, timeWait }: ReportDestination): string {
  const ports = usable === undefined ? numberText(used) : `${numberText(used)} of ${numberText(usable)}`;
  return `${ports}, ${numberText(timeWait)} in TIME_WAIT`;
}

/** In ports, because the ranges may differ. */
function change({ left, right }: ComparedDestination): string {
  if (left.kind === 'absent' || right.kind === 'absent') return '';
  return changeText({
    left: { kind: 'value', value: left.value.used },
    right: { kind: 'value', value: right.value.used },
  });
}
