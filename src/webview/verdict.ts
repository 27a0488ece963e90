import type { Report } from '../core/protocol/viewModels.ts';
import { element, icon, unseen } from './dom.ts';
import { looks } from './severity.ts';

/** The verdict, in one sentence. */
export function verdict({ severity, sentence }: Report['verdict']): HTMLElement {
  const look = looks[severity];
  return element(
    'div',
    { id: 'verdict', class: `verdict severity-${severity}` },
    icon(look.icon, 'severity-icon'),
    element('p', {}, unseen(`${look.word}: `), sentence),
  );
}
