import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';
import { sharedWithHost } from './sharedWithHost.ts';

/**
 * A container in the network namespace of the host cannot have network parameters of its own.
 * Source: runc 1.1.5 ("not allowed in host network namespace"), crun 1.8.1; kube-apiserver since 1.29.
 */
export const netSysctlWithHostNetwork = assignmentRule({
  id: 'net-sysctl-with-host-network',
  about:
    'A container that uses the network of its host has no network parameters of its own, so the parameter is rejected and the container does not start.',
  section: 'where-host-namespaces',
  severity: 'error',
  judge(assignment, context) {
    const { key } = assignment;
    if (namespaceOf(key.dotted) !== 'network') return undefined;
    const found = sharedWithHost(assignment, 'network', context);
    if (found === undefined) return undefined;
    return {
      message: `${key.dotted} is a network parameter, and ${found.who}: the parameter is rejected and the ${found.unit} does not start.`,
      fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
    };
  },
});
