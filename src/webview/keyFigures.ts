import {
  formatEndpoint,
  closesPerSecond,
  countText,
  numberText,
  percentText,
  type Report,
} from '../core/protocol/viewModels.ts';
import { element } from './dom.ts';

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

/** The four key figures, in large type. Empty if the sockets could not be read. */
export function keyFigures(report: Report): HTMLElement | undefined {
  const figures = [timeWait(report), fullest(report), closes(report), sockets(report)].filter(
    (figure) => figure !== undefined,
  );
  if (figures.length === 0) return undefined;
  return element('dl', { class: 'figures', 'aria-label': 'Key figures' }, ...figures.map(tile));
}

function tile({ label, value, detail }: Figure): HTMLElement {
  return element(
    'div',
    { class: 'figure' },
    element('dt', {}, label),
    element('dd', { class: 'value' }, value),
    element('dd', { class: 'detail' }, detail),
  );
}

function timeWait({ timeWait: { count, limit } }: Report): Figure | undefined {
  if (count === undefined) return undefined;
  const detail = limit === undefined ? 'sockets' : `of at most ${numberText(limit)} (tcp_max_tw_buckets)`;
  return { label: 'TIME_WAIT', value: numberText(count), detail };
}

function fullest({ sockets: known }: Report): Figure | undefined {
  const label = 'Fullest destination';
  if (known === undefined) return undefined;
  const [destination] = known.destinations;
  if (destination === undefined) return { label, value: '–', detail: 'no outgoing connections' };
  const where = formatEndpoint(destination.remoteAddress, destination.remotePort);
  const { share, used } = destination;
  return share === undefined
    ? { label, value: numberText(used), detail: `ports in use to ${where}` }
    : { label, value: percentText(share), detail: `of the ports to ${where}` };
}

function closes({ timeWait: known }: Report): Figure | undefined {
  const rate = closesPerSecond(known);
  return (
    rate && {
      label: 'Closed per second',
      value: numberText(rate.perSecond),
      detail: `by this host over the last 10 s; at most ${numberText(rate.peak)}`,
    }
  );
}

function sockets({ sockets: known }: Report): Figure | undefined {
  if (known === undefined) return undefined;
  const count = (name: string): number => known.states.find(({ state }) => state === name)?.count ?? 0;
  const detail = `${countText(count('ESTABLISHED'), 'established', 'established')}, ${numberText(count('LISTEN'))} listening`;
  return { label: 'TCP sockets', value: numberText(known.total), detail };
}
