import {
  connectionKinds,
  kindNames,
  kindsText,
  numberText,
  type ConnectionKind,
  type KindCounts,
} from '../../core/protocol/viewModels.ts';
import { button, element, unseen } from '../dom.ts';
import { segments } from '../segments.ts';
import { send } from '../vscodeApi.ts';

/** The section of the guide about each kind. */
const sections: Readonly<Record<ConnectionKind, string>> = {
  probe: 'connection-probe',
  exchange: 'connection-exchange',
  long: 'connection-long',
  resetByUs: 'connection-reset-here',
  resetByPeer: 'connection-reset-by-peer',
  refused: 'connection-refused',
  timedOut: 'connection-timed-out',
  noLocalPort: 'connection-no-local-port',
};

/** Kinds side by side as parts of one bar, with the figures below for everybody. */
export function kindsCell(kinds: KindCounts, ended: number): HTMLElement {
  const present = connectionKinds.filter((kind) => kinds[kind] > 0);
  const bar = segments(
    present.map((kind) => ({ className: `kind-${kind}`, share: kinds[kind] / Math.max(1, ended) })),
  );
  return element('div', { class: 'kinds' }, bar, element('span', { class: 'soft' }, kindsText(kinds)));
}

/** What the colours mean; each name opens its section of the guide. */
export function kindsLegend(kinds: KindCounts): HTMLElement {
  const present = connectionKinds.filter((kind) => kinds[kind] > 0);
  const entries = present.map((kind) => {
    const section = sections[kind];
    const open = button(
      { class: 'link', 'data-key': `kind-${kind}`, 'data-section': section, title: 'Open the guide' },
      () => {
        send({ kind: 'openGuide', section });
      },
      kindNames[kind],
      unseen(', in the guide'),
    );
    return element(
      'li',
      {},
      element('span', { class: `swatch kind-${kind}`, 'aria-hidden': 'true' }),
      open,
      ` ${numberText(kinds[kind])}`,
    );
  });
  return element('ul', { class: 'legend' }, ...entries);
}
