import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * A `key=value` for a container is cut at `=` and nowhere else: a blank stays a part of the key, for which there is no file.
 * Podman rejects it before that, and a Quadlet cuts at blanks.
 * Source: compose-go; runc and crun, run with a blank after the key (ENOENT); containers/common, sysctl.go.
 */
export const blankAroundEquals = assignmentRule({
  id: 'blank-around-equals',
  about:
    'In a list of a Compose file, a space before the equals sign becomes a part of the key, and the container does not start.',
  section: 'where-containers',
  severity: 'error',
  judge(assignment) {
    const pair = assignment.remarks?.blankPair;
    if (pair === undefined) return undefined;
    return {
      range: pair.range,
      message:
        'The space beside = becomes part of the key, cuts the pair in two, or is rejected: the container does not start.',
      fixes: fixOf('Remove the spaces', true, pair.edits),
    };
  },
});
