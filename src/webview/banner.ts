import { button, element, icon } from './dom.ts';
import { send } from './vscodeApi.ts';

/** Says that the last inspection failed and that what stands below is old. */
export function failureBanner(failure: { readonly message: string; readonly nextStep: string }): HTMLElement {
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
    element('p', {}, element('strong', {}, 'The figures below are old. '), text),
    retry,
  );
}
