import { meantIntegers } from '../../parse/sysctlValue.ts';
import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/** IPC parameters that take only some numbers. They are about no connection, so the catalogue does not have them. */
const ranges: ReadonlyMap<string, readonly [min: number, max: number]> = new Map([
  ['kernel.shm_rmid_forced', [0, 1]],
]);

/**
 * The kernel rejects the value.
 * Source: tried in a new IPC namespace on Linux 6.18: 0 and 1 are accepted, -1 and 2 are rejected.
 */
export const ipcValueOutOfRange = assignmentRule({
  id: 'ipc-value-out-of-range',
  about: 'The kernel accepts only a range of numbers for this IPC parameter and rejects the value.',
  section: 'where-values',
  severity: 'error',
  judge(assignment) {
    const { key, value, isTemplate } = assignment;
    const range = ranges.get(key.dotted);
    const number = isTemplate ? undefined : meantIntegers(value.text, 1)?.[0];
    if (range === undefined || number === undefined) return undefined;
    const [min, max] = range;
    if (number >= min && number <= max) return undefined;
    const clamped = String(Math.min(max, Math.max(min, number)));
    return {
      message: `The kernel rejects ${value.text} for ${key.dotted}: it accepts ${min} to ${max}.`,
      fixes: fixOf(`Write ${clamped}`, false, assignment.setValue(clamped)),
    };
  },
});
