import { failureBanner } from './banner.ts';
import { element, icon } from './dom.ts';
import type { PageState } from './pageState.ts';
import { note } from './section.ts';
import { cancelButton, inspectButton } from './inspectButtons.ts';

/** Fills the place of the report: its outline while it is loading, otherwise why there is none. */
export function waitingPage({ label, busy, failure }: PageState): readonly HTMLElement[] {
  const heading = element('h1', {}, label === '' ? 'TIME_WAIT' : `TIME_WAIT on ${label}`);
  if (failure !== undefined) return [heading, failureBanner(failure, false)];
  if (busy === undefined)
    return [
      heading,
      note('This host was not inspected yet.'),
      element('p', {}, inspectButton(undefined, 'Inspect')),
    ];
  return [
    element(
      'header',
      {},
      element(
        'div',
        { class: 'title' },
        heading,
        element(
          'p',
          { class: 'facts', role: 'status' },
          element('span', { class: 'fact' }, icon('loading', 'codicon-modifier-spin'), busy.message),
        ),
      ),
      element('div', { class: 'actions' }, cancelButton(busy)),
    ),
    skeleton(),
  ];
}

/** The verdict, the key figures, two findings and a table, as grey as they are unknown. */
function skeleton(): HTMLElement {
  const blocks = ['verdict', 'figure', 'figure', 'figure', 'figure', 'card', 'card', 'table'];
  return element(
    'div',
    { class: 'skeleton', 'aria-hidden': 'true' },
    ...blocks.map((block) => element('div', { class: `bone ${block}` })),
  );
}
