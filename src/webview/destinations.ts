import {
  formatEndpoint,
  countText,
  numberText,
  type ReportFinding,
  type ReportDestination,
  type ReportPorts,
  type ReportSockets,
} from '../core/protocol/viewModels.ts';
import { element, icon, unseen, type Content } from './dom.ts';
import { portGauge, portLegend } from './portGauge.ts';
import { note, section } from './section.ts';
import { looks } from './severity.ts';
import { table } from './table.ts';
import { whatIf } from './whatIf.ts';

/** The share of the local port range used by outgoing connections to each destination. */
export function destinations(
  sockets: ReportSockets,
  findings: readonly ReportFinding[],
  lengthSeconds: number,
): HTMLElement {
  const title = 'Ephemeral ports by destination';
  const range = sockets.ports === undefined ? rangeUnknown() : rangeText(sockets.ports);
  if (sockets.destinations.length === 0)
    return section('destinations', title, note('There are no outgoing connections.'), range);
  const rows = table<ReportDestination>({
    id: 'destinations',
    caption: title,
    all: { total: sockets.destinationCount, grouping: 'destination' },
    rows: sockets.destinations,
    inState: { TIME_WAIT: ({ timeWait }) => timeWait },
    columns: [
      { title: 'Destination', cell: (row) => destinationName(row, findings) },
      { title: 'Share of the ports', cell: portGauge },
      { title: 'Used of usable', numeric: true, cell: usedOfUsable },
      { title: 'TIME_WAIT', numeric: true, cell: ({ timeWait }) => numberText(timeWait) },
      { title: 'Reusable now', numeric: true, cell: ({ reusable }) => numberText(reusable) },
      { title: 'Closed per second', numeric: true, cell: rates },
      { title: 'At this rate', numeric: true, cell: forecast },
    ],
  });
  return section('destinations', title, range, rows, portLegend(), whatIf(sockets, lengthSeconds));
}

function destinationName(row: ReportDestination, findings: readonly ReportFinding[]): HTMLElement {
  const found = findings.find(({ subject, also = [] }) =>
    [subject, ...also].some((one) => isAbout(one, row)),
  );
  const mark = found && icon(looks[found.severity].icon, 'severity-icon');
  return element(
    'span',
    { class: found && `severity-${found.severity}` },
    element(
      'span',
      { class: 'endpoint' },
      mark,
      found && unseen(`${looks[found.severity].word}: `),
      formatEndpoint(row.remoteAddress, row.remotePort),
    ),
    element('span', { class: 'from' }, `from ${row.localAddress}`),
  );
}

function isAbout(subject: ReportFinding['subject'], row: ReportDestination): boolean {
  return (
    subject.kind === 'destination' &&
    subject.localAddress === row.localAddress &&
    subject.remoteAddress === row.remoteAddress &&
    subject.remotePort === row.remotePort
  );
}

function usedOfUsable({ used, usable }: ReportDestination): string {
  return usable === undefined ? numberText(used) : `${numberText(used)} of ${numberText(usable)}`;
}

/** The effect of this rate, and below it the rate that the range sustains. */
function rates({ closesPerSecond, sustainablePerSecond }: ReportDestination): Content {
  const bearable =
    sustainablePerSecond === undefined ? undefined : `sustains ${numberText(sustainablePerSecond)}`;
  return element(
    'span',
    {},
    numberText(closesPerSecond),
    bearable === undefined ? undefined : element('span', { class: 'from' }, bearable),
  );
}

function forecast({ usable, fullInSeconds }: ReportDestination): Content {
  if (usable === undefined) return '–';
  if (fullInSeconds === undefined) return 'lasts';
  return fullInSeconds === 0 ? 'full' : `full in ${numberText(fullInSeconds)} s`;
}

function rangeText({
  low,
  high,
  reserved,
  listening,
  bound = 0,
  usable,
  upperBound,
}: ReportPorts): HTMLElement {
  const without = [
    reserved > 0 ? `${numberText(reserved)} reserved` : undefined,
    listening > 0 ? `${numberText(listening)} held by listening sockets` : undefined,
    bound > 0 ? `${numberText(bound)} that programs took with bind()` : undefined,
  ].filter((part) => part !== undefined);
  const parts = [
    `The kernel picks local ports from ${String(low)} to ${String(high)}`,
    without.length === 0 ? '' : `, without ${without.join(' and ')}`,
    `: ${countText(usable, 'usable port')} for ${bound > 0 ? 'a new' : 'each'} destination`,
    upperBound ? ' at most, because sockets that are bound but not connected are not visible here' : '',
    '.',
  ];
  return note(parts.join(''));
}

function rangeUnknown(): HTMLElement {
  return note('The local port range could not be read, so the shares are unknown.');
}
