import { countText, numberText } from '../../model/numberText.ts';
import type { GroupFigures } from './facet.ts';

/** `12` below a state, else `12 TIME_WAIT` or `15 · 12 TIME_WAIT`. */
export function figuresText({ sockets, timeWait, state, isBelowState }: GroupFigures): string {
  if (isBelowState) return numberText(sockets);
  if (state !== undefined) return `${numberText(sockets)} ${state}`;
  return timeWait === 0 ? numberText(sockets) : `${numberText(sockets)} · ${numberText(timeWait)} TIME_WAIT`;
}

/** As `figuresText`, to be read aloud. */
export function figuresSentence({ sockets, timeWait, state }: GroupFigures): string {
  if (state !== undefined) return `${countText(sockets, 'socket')} in ${state}`;
  return timeWait === 0
    ? countText(sockets, 'socket')
    : `${countText(sockets, 'socket')}, ${numberText(timeWait)} of them in TIME_WAIT`;
}
