import { closingEffects } from '../../core/knowledge/closingEffects.ts';
import type { SocketTable } from '../../core/model/socketTable.ts';
import { isTcpState, tcpStateName, type TcpStateName } from '../../core/model/tcpState.ts';
import type { ClosePreview } from '../../core/protocol/closeSockets.ts';
import { socketText } from './socketText.ts';

const exampleCount = 5;

/** Describes sockets before they are closed. */
export type CloseSummary = Pick<ClosePreview, 'count' | 'states' | 'examples'>;

/** The sockets that may be closed by force, and how many may not. */
export function closableOf(
  table: SocketTable,
  chosen: readonly number[],
): { readonly rows: readonly number[]; readonly listening: number } {
  const rows = chosen.filter((row) => closingEffects[stateOf(table, row)] !== undefined);
  return { rows, listening: chosen.filter((row) => stateOf(table, row) === 'LISTEN').length };
}

export function closeSummary(table: SocketTable, rows: readonly number[]): CloseSummary {
  const counts = new Map<TcpStateName, number>();
  for (const row of rows) {
    const state = stateOf(table, row);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return {
    count: rows.length,
    states: [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([state, count]) => ({ state, count, effect: closingEffects[state] ?? '' })),
    examples: rows.slice(0, exampleCount).map((row) => socketText(table, row)),
  };
}

function stateOf(table: SocketTable, row: number): TcpStateName {
  const state = table.state[row] ?? 0;
  return isTcpState(state) ? tcpStateName(state) : 'CLOSE';
}
