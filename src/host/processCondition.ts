import { readdirSync, readFileSync } from 'node:fs';
import { countText } from '../core/model/numberText.ts';
import { withProblems, type Outcome } from '../core/model/outcome.ts';
import type { ProcessCondition } from '../core/model/processes.ts';
import { conditionOf } from '../core/parse/processFiles.ts';
import { errorCode } from './systemError.ts';

/** How some processes are. Those that end meanwhile are absent; those that this user cannot read make it partial. */
export function processConditions(pids: Iterable<number>): Outcome<ReadonlyMap<number, ProcessCondition>> {
  const conditions = new Map<number, ProcessCondition>();
  let unread = 0;
  for (const pid of pids) {
    try {
      const folder = `/proc/${String(pid)}`;
      const [limits, stat] = ['limits', 'stat'].map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
      conditions.set(pid, conditionOf(limits ?? '', stat ?? '', readdirSync(`${folder}/fd`).length));
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      if (code !== 'ENOENT' && code !== 'ESRCH') unread++;
    }
  }
  return conditionsBut(conditions, unread);
}

/** Conditions of processes but for so many, of which nobody knows whether they are stopped or have a file left. */
export function conditionsBut(
  conditions: ReadonlyMap<number, ProcessCondition>,
  unread: number,
): Outcome<ReadonlyMap<number, ProcessCondition>> {
  if (unread === 0) return withProblems(conditions, []);
  const they = unread === 1 ? 'it is stopped, or at its limit' : 'they are stopped, or at their limit';
  return withProblems(conditions, [
    {
      code: 'processes-not-looked-at',
      message: `${countText(unread, 'process was', 'processes were')} not looked at, so it is not known whether ${they} of open files.`,
      nextStep: 'Look at them on the host: /proc/PID/stat, /proc/PID/limits and /proc/PID/fd.',
    },
  ]);
}
