import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';

/**
 * Container runtimes write only parameters that the container has for itself, and stop at any other.
 * Source: runc 1.1.5 and crun 1.8.1, run with these keys.
 */
export const sysctlNotNamespaced = assignmentRule({
  id: 'sysctl-not-namespaced',
  section: 'where-node-keys',
  severity: 'error',
  judge(assignment) {
    const { key, route } = assignment;
    if (route?.kind !== 'pod' && route?.kind !== 'container') return undefined;
    // The kubelet takes these for namespaced ones, and `unsafe-sysctl` says what it does with them.
    if (route.kind === 'container' && /^kernel\.(?:shm|msg|sem)_next_id$/.test(key.dotted))
      return {
        message: `${key.dotted} is not among the parameters that container runtimes write: the container does not start.`,
        fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
      };
    if (namespaceOf(key.dotted) !== 'none' || key.dotted.startsWith('?') || key.dotted.startsWith('user.'))
      return undefined;
    return {
      message: `${key.dotted} belongs to the node, not to a namespace of the container: the runtime rejects it and the container does not start. Set it on the node.`,
      fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
    };
  },
});
