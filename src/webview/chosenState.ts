import type { TcpStateName } from '../core/protocol/viewModels.ts';

let chosen: TcpStateName | undefined;
let redraw: () => void = () => undefined;

/** The selected state in the diagram; tables that include it only show rows with sockets in that state. */
export function chosenState(): TcpStateName | undefined {
  return chosen;
}

/** Undefined: all of them. */
export function chooseState(state: TcpStateName | undefined): void {
  chosen = state;
  redraw();
}

/** Redraws the page when another state is selected. */
export function onStateChosen(draw: () => void): void {
  redraw = draw;
}
