import { countText, numberText } from '../../model/numberText.ts';
import type { GroupFigures } from './facet.ts';

/** `12` below a state, otherwise `12 · TIME_WAIT` or `15 · 12 TIME_WAIT`; more important figures come in between. */
export function figuresText(figures: GroupFigures, ...between: readonly string[]): string {
  return [numberText(figures.sockets), ...between, ...inStates(figures)].join(' · ');
}

function inStates({ timeWait, state, isBelowState }: GroupFigures): readonly string[] {
  if (isBelowState) return [];
  if (state !== undefined) return [state];
  return timeWait === 0 ? [] : [`${numberText(timeWait)} TIME_WAIT`];
}

/** Like `figuresText`, for screen readers. */
export function figuresSentence({ sockets, timeWait, state }: GroupFigures): string {
  if (state !== undefined) return `${countText(sockets, 'socket')} in ${state}`;
  return timeWait === 0
    ? countText(sockets, 'socket')
    : `${countText(sockets, 'socket')}, ${numberText(timeWait)} of them in TIME_WAIT`;
}
