import {
  connectionKinds,
  numberText,
  type ConnectionKind,
  type KindCounts,
} from '../../core/protocol/viewModels.ts';
import { button, element, unseen } from '../dom.ts';
import { segments } from '../segments.ts';
import { send } from '../vscodeApi.ts';

/** What each kind is called, and the section of the guide about it. */
const kindLooks: Readonly<Record<ConnectionKind, { readonly name: string; readonly section: string }>> = {
  probe: { name: 'Without a byte', section: 'connection-probe' },
  exchange: { name: 'One exchange', section: 'connection-exchange' },
  long: { name: 'Several exchanges', section: 'connection-long' },
  resetByUs: { name: 'Reset by this host', section: 'connection-reset-here' },
  resetByPeer: { name: 'Reset by the peer', section: 'connection-reset-by-peer' },
  refused: { name: 'Refused', section: 'connection-refused' },
  timedOut: { name: 'Timed out', section: 'connection-timed-out' },
  noLocalPort: { name: 'No local port', section: 'connection-no-local-port' },
};

/** Kinds side by side as parts of one bar, with the figures below for everybody. */
export function kindsCell(kinds: KindCounts, ended: number): HTMLElement {
  const present = connectionKinds.filter((kind) => kinds[kind] > 0);
  const bar = segments(
    present.map((kind) => ({ className: `kind-${kind}`, share: kinds[kind] / Math.max(1, ended) })),
  );
  const words = present.map((kind) => `${kindLooks[kind].name} ${numberText(kinds[kind])}`).join(', ');
  return element('div', { class: 'kinds' }, bar, element('span', { class: 'soft' }, words));
}

/** What the colours mean; each name opens its section of the guide. */
export function kindsLegend(kinds: KindCounts): HTMLElement {
  const present = connectionKinds.filter((kind) => kinds[kind] > 0);
  const entries = present.map((kind) => {
    const { name, section } = kindLooks[kind];
    const open = button(
      { class: 'link', 'data-key': `kind-${kind}`, 'data-section': section, title: 'Open the guide' },
      () => {
        send({ kind: 'openGuide', section });
      },
      name,
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
