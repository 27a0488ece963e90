import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessCondition } from '../core/model/processes.ts';
import { fileLimitIn, stateIn } from '../core/parse/processFiles.ts';
import { errorCode } from './systemError.ts';

/** How some processes are. Those that end meanwhile, or that this user cannot read, are absent. */
export function processConditions(pids: Iterable<number>): ReadonlyMap<number, ProcessCondition> {
  const conditions = new Map<number, ProcessCondition>();
  for (const pid of pids) {
    try {
      const folder = `/proc/${String(pid)}`;
      const fileLimit = fileLimitIn(readFileSync(`${folder}/limits`, 'utf8'));
      const state = stateIn(readFileSync(`${folder}/stat`, 'utf8'));
      conditions.set(pid, {
        openFiles: readdirSync(`${folder}/fd`).length,
        ...(fileLimit !== undefined && { fileLimit }),
        isStopped: state === 'T' || state === 't',
      });
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }
  return conditions;
}
