import type { Problem } from '../core/model/outcome.ts';
import type { Refused } from '../core/protocol/closeSockets.ts';

export function refused(problem: Problem, command?: string): Refused {
  return { kind: 'refused', problem, ...(command !== undefined && { command }) };
}
