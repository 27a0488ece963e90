import { countText } from '../../model/numberText.ts';
import type { GroupFigures, GroupText } from './facet.ts';
import { figuresSentence, figuresText } from './figuresText.ts';

/** The group of sockets to which a grouping does not apply. */
export function otherText(label: string, explanation: string, figures: GroupFigures): GroupText {
  return {
    kind: 'other',
    label,
    description: figuresText(figures),
    tooltip: `${countText(figures.sockets, 'socket')}\n${explanation}`,
    accessibilityLabel: `${label}, ${figuresSentence(figures)}`,
  };
}
