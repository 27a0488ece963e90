import { countText } from '../../model/numberText.ts';
import type { GroupFigures, GroupText } from './facet.ts';
import { figuresSentence, figuresText } from './figuresText.ts';

/** The group of the sockets that a grouping says nothing about. */
export function otherText(label: string, explanation: string, figures: GroupFigures): GroupText {
  return {
    kind: 'other',
    label,
    description: figuresText(figures),
    tooltip: `${countText(figures.sockets, 'socket')}\n${explanation}`,
    accessibilityLabel: `${label}, ${figuresSentence(figures)}`,
  };
}
