import { button, icon } from './dom.ts';
import type { Busy } from './pageState.ts';
import { send } from './vscodeApi.ts';

/** Reads the host again, or says that it is being read. */
export function inspectButton(busy: Busy | undefined, label = 'Inspect again'): HTMLElement {
  const picture = busy === undefined ? icon('refresh') : icon('loading', 'codicon-modifier-spin');
  const press = (): void => {
    if (busy === undefined) send({ kind: 'inspect' });
  };
  // Not `disabled`: that would take the keyboard focus away from who has just pressed it.
  const attributes = {
    class: 'primary',
    'data-key': 'inspect',
    'aria-disabled': busy !== undefined && 'true',
  };
  return button(attributes, press, picture, busy?.message ?? label);
}

/** Only for an inspection that was asked for here: another one is not this page's to stop. */
export function cancelButton(busy: Busy | undefined): HTMLElement | undefined {
  if (busy?.canCancel !== true) return undefined;
  const cancel = (): void => {
    send({ kind: 'cancel' });
  };
  return button({ 'data-key': 'cancel' }, cancel, icon('debug-stop'), 'Cancel');
}
