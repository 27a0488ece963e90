import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * A list of `key=value` in a Compose file is cut at `=` and nowhere else: a blank stays a part of the key, for which there is
 * no file.
 * Source: compose-go; runc and crun, run with a blank after the key (ENOENT).
 */
export const blankAroundEquals = assignmentRule({
  id: 'blank-around-equals',
  section: 'where-containers',
  severity: 'error',
  judge(assignment) {
    const pair = assignment.remarks?.blankPair;
    if (pair === undefined) return undefined;
    return {
      range: pair.range,
      message: 'The space before = becomes part of the key, and the container does not start.',
      fixes: fixOf('Remove the spaces', true, pair.edits),
    };
  },
});
