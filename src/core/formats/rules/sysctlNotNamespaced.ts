import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';

/**
 * An IPC namespace has these for itself, and the kubelet can allow `kernel.shm*` and `kernel.msg*`, but runc and crun have a list of
 * names without them. So a pod with one fails with SysctlForbidden, or its containers do not start.
 * Source: component-helpers' namespace.go; runc 1.1.5 and crun 1.8.1, run with these keys.
 */
export function isRefusedByRuntimes(dotted: string): boolean {
  return /^kernel\.(?:shm|msg|sem)_next_id$/.test(dotted);
}

/**
 * Container runtimes write only parameters that the container has for itself, and stop at any other.
 * Source: runc 1.1.5 and crun 1.8.1, run with these keys.
 */
export const sysctlNotNamespaced = assignmentRule({
  id: 'sysctl-not-namespaced',
  about:
    'The parameter exists once for the whole node, so container runtimes refuse to write it and the container does not start.',
  section: 'where-node-keys',
  severity: 'error',
  judge(assignment) {
    const { key, route } = assignment;
    if (route?.kind !== 'pod' && route?.kind !== 'container') return undefined;
    // In a pod the kubelet rejects it before that, which `unsafe-sysctl` tells.
    if (route.kind === 'container' && isRefusedByRuntimes(key.dotted))
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
