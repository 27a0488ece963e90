import { percentText, type ReportDestination } from '../core/protocol/viewModels.ts';
import { element, type Content } from './dom.ts';
import { legend, segments } from './segments.ts';

const legendItems = [
  { className: 'in-use', text: 'in use' },
  { className: 'time-wait', text: 'TIME_WAIT' },
  { className: 'reusable', text: 'TIME_WAIT that tcp_tw_reuse can reuse' },
];

/** The usage of the local ports to one destination, by kind. */
export function portGauge({ share: part, used, timeWait, reusable, usable }: ReportDestination): Content {
  if (part === undefined || usable === undefined || usable === 0) return 'not known';
  const bar = segments([
    { className: 'in-use', share: (used - timeWait) / usable },
    { className: 'time-wait', share: (timeWait - reusable) / usable },
    { className: 'reusable', share: reusable / usable },
  ]);
  return element('span', { class: 'gauge' }, bar, element('span', { class: 'percent' }, percentText(part)));
}

/** What the colours of the gauge mean. */
export function portLegend(): HTMLElement {
  return legend(legendItems);
}
