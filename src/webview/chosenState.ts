import type { TcpStateName } from '../core/protocol/viewModels.ts';

let chosen: TcpStateName | undefined;
let redraw: () => void = () => undefined;

/** The state of the diagram whose sockets are looked at; tables that tell of it show only rows that have some. */
export function chosenState(): TcpStateName | undefined {
  return chosen;
}

/** Undefined: all of them. */
export function chooseState(state: TcpStateName | undefined): void {
  chosen = state;
  redraw();
}

/** Has the page drawn again when another state is chosen. */
export function onStateChosen(draw: () => void): void {
  redraw = draw;
}
