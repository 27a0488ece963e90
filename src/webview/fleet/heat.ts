import { exhaustionShares, numberText, percentText, type FleetHost } from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { legend } from '../segments.ts';
import { note, section } from '../section.ts';

interface Band {
  /** Also its colour. */
  readonly className: string;
  readonly text: string;
}

const unknown: Band = { className: 'heat-unknown', text: 'not known' };
const lowest: Band = { className: 'heat-0', text: 'below 20 %' };
const { error, warning } = exhaustionShares;
/** From the share of the local ports that each begins at. */
const bands: readonly (readonly [number, Band])[] = [
  [error, { className: 'heat-4', text: `${percentText(error)} and more` }],
  [warning, { className: 'heat-3', text: `${percentText(warning)} to ${percentText(error)}` }],
  [0.5, { className: 'heat-2', text: `50 % to ${percentText(warning)}` }],
  [0.2, { className: 'heat-1', text: '20 % to 50 %' }],
];

/** The band that a share of the local ports, 0 to 1, belongs to. */
export function bandOf(share: number | undefined): Band {
  if (share === undefined) return unknown;
  return bands.find(([from]) => share >= from)?.[1] ?? lowest;
}

/** The colour of a host's bar: a full destination is emphasized as its host is judged, since its ports may be reusable. */
export function barClass({ fullestShare = 0, severity }: FleetHost): string {
  if (fullestShare < warning) return 'in-use';
  return severity === 'error' ? 'heat-4' : severity === 'warning' ? 'heat-3' : 'in-use';
}

/** One square for each host, by its fullest destination. The table below has the figures, the legend the counts. */
export function heat(hosts: readonly FleetHost[]): HTMLElement {
  const order = [...bands.map(([, band]) => band), lowest, unknown];
  const counts = new Map(order.map((band) => [band, 0]));
  const ordered = hosts.toSorted((a, b) => (b.fullestShare ?? -1) - (a.fullestShare ?? -1));
  const squares = ordered.map(({ instance, fullestShare }) => {
    const band = bandOf(fullestShare);
    counts.set(band, (counts.get(band) ?? 0) + 1);
    const share = fullestShare === undefined ? 'not known' : percentText(fullestShare);
    return element('span', { class: `square ${band.className}`, title: `${instance}: ${share}` });
  });
  const told = order
    .map((band) => ({ ...band, count: counts.get(band) ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ className, text, count }) => ({ className, text: `${text}: ${numberText(count)}` }));
  const sentence = told.map(({ text }) => text).join(', ');
  return section(
    'heat',
    'Local ports in use to the fullest destination',
    note('One square for each host, fullest first.'),
    element('div', { class: 'heat', role: 'img', 'aria-label': `Hosts by share. ${sentence}.` }, ...squares),
    legend(told),
  );
}
