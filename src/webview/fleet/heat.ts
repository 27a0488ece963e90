import { numberText, percentText, type FleetHost } from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { legend } from '../segments.ts';
import { note, section } from '../section.ts';

interface Band {
  /** Also its colour. */
  readonly className: string;
  readonly text: string;
  /** Whether a share of the local ports, 0 to 1, belongs to it. */
  readonly has: (share: number | undefined) => boolean;
}

/** The alert of prometheus/rules.yml begins at 80 %. */
const bands: readonly Band[] = [
  { className: 'heat-4', text: '95 % and more', has: (share) => share !== undefined && share >= 0.95 },
  { className: 'heat-3', text: '80 % to 95 %', has: (share) => share !== undefined && share >= 0.8 },
  { className: 'heat-2', text: '50 % to 80 %', has: (share) => share !== undefined && share >= 0.5 },
  { className: 'heat-1', text: '20 % to 50 %', has: (share) => share !== undefined && share >= 0.2 },
  { className: 'heat-0', text: 'below 20 %', has: (share) => share !== undefined },
  { className: 'heat-unknown', text: 'not known', has: () => true },
];

/** One square for each host, by its fullest destination. The table below has the figures, the legend the counts. */
export function heat(hosts: readonly FleetHost[]): HTMLElement {
  const counts = new Map(bands.map((band) => [band, 0]));
  const ordered = hosts.toSorted((a, b) => (b.fullestShare ?? -1) - (a.fullestShare ?? -1));
  const squares = ordered.map(({ instance, fullestShare }) => {
    const band = bands.find(({ has }) => has(fullestShare)) ?? bands[0];
    if (band !== undefined) counts.set(band, (counts.get(band) ?? 0) + 1);
    const share = fullestShare === undefined ? 'not known' : percentText(fullestShare);
    return element('span', { class: `square ${band?.className ?? ''}`, title: `${instance}: ${share}` });
  });
  const told = bands
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
