import type { Report } from '../core/protocol/viewModels.ts';
import { button, element, icon } from './dom.ts';
import { time } from './time.ts';
import { send } from './vscodeApi.ts';

/** Says that the figures below come from a file and are not live. */
export function snapshotBanner({ openedFrom = '', takenAt, host }: Report): HTMLElement {
  return element(
    'div',
    { class: 'banner severity-information', role: 'note' },
    icon('lock', 'severity-icon'),
    element(
      'p',
      {},
      element('strong', {}, 'Read-only: a snapshot. '),
      'Opened from ',
      element('code', {}, openedFrom),
      `, taken on ${host.label} at `,
      time(takenAt),
      '.',
    ),
  );
}

/** Says that the last inspection failed and that the figures below are outdated. */
export function failureBanner(
  failure: { readonly message: string; readonly nextStep: string },
  hasFigures = true,
): HTMLElement {
  const text = `${failure.message} ${failure.nextStep}`;
  const retry = button(
    { 'data-key': 'retry' },
    () => {
      send({ kind: 'inspect' });
    },
    'Retry',
  );
  return element(
    'div',
    { class: 'banner severity-error', role: 'alert' },
    icon('error', 'severity-icon'),
    element(
      'p',
      {},
      hasFigures ? element('strong', {}, 'The figures below are outdated. ') : undefined,
      text,
    ),
    retry,
  );
}
