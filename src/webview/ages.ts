import { countText, numberText, type ReportAge, type ReportTimeWait } from '../core/protocol/viewModels.ts';
import { element } from './dom.ts';
import { roundUp } from './format.ts';
import { legend } from './segments.ts';
import { note, section } from './section.ts';
import { table } from './table.ts';

const title = 'When the TIME_WAIT sockets were closed';
const sides = ['client', 'server', 'other'] as const;
const sideTexts = {
  client: 'opened by this host',
  server: 'opened by the peer',
  other: 'unknown',
} as const;

/** A histogram of the last minute: the remaining time of each TIME_WAIT timer shows when this host closed the connection. */
export function ages(timeWait: ReportTimeWait): HTMLElement {
  const { count = 0, lengthSeconds } = timeWait;
  if (count === 0)
    return section(
      'ages',
      title,
      note(
        `No sockets are in TIME_WAIT: this host did not close any connections first in the last ${numberText(lengthSeconds)} s.`,
      ),
    );
  const buckets = timeWait.ages.filter((bucket) => closed(bucket) > 0);
  if (buckets.length === 0)
    return section('ages', title, note('This collector does not provide the timers of TIME_WAIT sockets.'));
  const text = `This host closed ${countText(count - (timeWait.untimed ?? 0), 'connection')} first in the last ${numberText(lengthSeconds)} s. Each bar is one second.${untimedText(timeWait)}`;
  const legendItems = sides
    .filter((side) => side !== 'other' || buckets.some(({ other }) => other > 0))
    .map((side) => ({ className: `side-${side}`, text: sideTexts[side] }));
  return section(
    'ages',
    title,
    note(text),
    chart(buckets, lengthSeconds),
    legend(legendItems),
    dataTable(buckets),
  );
}

function untimedText({ untimed = 0 }: ReportTimeWait): string {
  return untimed === 0
    ? ''
    : ` Another ${countText(untimed, 'socket')} without a timer are not in the chart.`;
}

function closed({ client, server, other }: ReportAge): number {
  return client + server + other;
}

function chart(buckets: readonly ReportAge[], lengthSeconds: number): HTMLElement {
  const peak = buckets.reduce((most, bucket) => (closed(bucket) > closed(most) ? bucket : most));
  const top = roundUp(closed(peak));
  const bySecond = new Map(buckets.map((bucket) => [bucket.secondsAgo, bucket]));
  const length = Math.max(lengthSeconds, ...buckets.map(({ secondsAgo }) => secondsAgo + 1));
  const columns = Array.from({ length }, (_, index) => column(bySecond.get(length - 1 - index), top));
  const summary = `Maximum in one second: ${numberText(closed(peak))}, ${numberText(peak.secondsAgo)} s ago. The table below has all figures.`;
  return element(
    'figure',
    { class: 'chart', role: 'img', 'aria-label': `${title}. ${summary}` },
    element(
      'div',
      { class: 'y-axis' },
      ...[top, top / 2, 0].map((value) =>
        element('span', {}, Number.isInteger(value) ? numberText(value) : ''),
      ),
    ),
    element('div', { class: 'columns' }, ...columns),
    element('div', { class: 'x-axis' }, ...[1, 2 / 3, 1 / 3, 0].map((part) => tick(part, length))),
  );
}

/** A label below its position: `part` of the way back from now. */
function tick(part: number, length: number): HTMLElement {
  const made = element('span', {}, part === 0 ? 'now' : `${numberText(Math.round(part * length))} s ago`);
  made.style.left = `${String((1 - part) * 100)}%`;
  return made;
}

function column(bucket: ReportAge | undefined, top: number): HTMLElement {
  const made = element('div', { class: 'column' });
  if (bucket === undefined) return made;
  made.title = `${numberText(bucket.secondsAgo)} s ago: ${sides
    .filter((side) => bucket[side] > 0)
    .map((side) => `${numberText(bucket[side])} ${sideTexts[side]}`)
    .join(', ')}`;
  for (const side of sides) {
    const part = element('div', { class: `side-${side}` });
    part.style.height = `${String((bucket[side] / top) * 100)}%`;
    made.prepend(part);
  }
  return made;
}

let tableOpen = false;

function dataTable(buckets: readonly ReportAge[]): HTMLElement {
  const details = element(
    'details',
    { open: tableOpen },
    element('summary', { 'data-key': 'ages-table' }, 'Figures'),
    table<ReportAge>({
      id: 'ages',
      caption: title,
      rows: buckets,
      columns: [
        { title: 'Seconds ago', numeric: true, cell: ({ secondsAgo }) => numberText(secondsAgo) },
        { title: 'Opened by this host', numeric: true, cell: ({ client }) => numberText(client) },
        { title: 'Opened by the peer', numeric: true, cell: ({ server }) => numberText(server) },
        { title: 'Unknown', numeric: true, cell: ({ other }) => numberText(other) },
      ],
    }),
  );
  details.addEventListener('toggle', () => {
    tableOpen = details.open;
  });
  return details;
}
