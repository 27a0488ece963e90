import type { Comparison } from '../../core/protocol/viewModels.ts';
import { element, icon } from '../dom.ts';

/** Whether fixes worked that were made between the two inspections. */
export function proofs({ proofs: all }: Comparison): readonly HTMLElement[] {
  return all.map(({ place, worked, sentence }) =>
    element(
      'div',
      {
        class: `banner severity-${worked === true ? 'information' : 'warning'}`,
        role: 'note',
        'data-proof': place,
      },
      icon(worked === true ? 'pass' : 'warning', 'severity-icon'),
      element('p', {}, element('strong', {}, `${place}: `), sentence),
    ),
  );
}
