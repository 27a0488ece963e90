import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';

/**
 * A container in the network namespace of the host cannot have network parameters of its own.
 * Source: runc 1.1.5 ("not allowed in host network namespace"), crun 1.8.1; kube-apiserver since 1.29.
 */
export const netSysctlWithHostNetwork = assignmentRule({
  id: 'net-sysctl-with-host-network',
  section: 'where-host-namespaces',
  severity: 'error',
  judge(assignment) {
    const { key, route } = assignment;
    if ((route?.kind !== 'pod' && route?.kind !== 'container') || !route.shared.network) return undefined;
    if (namespaceOf(key.dotted) !== 'network') return undefined;
    return {
      message: `${key.dotted} is a network parameter, and this ${route.kind} uses the network of its host: the parameter is rejected and the ${route.kind} does not start.`,
      fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
    };
  },
});
