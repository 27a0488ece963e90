import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';

/**
 * The same for System V IPC and POSIX message queues.
 * Source: runc 1.1.5 ("in the hosts ipc namespace"); kube-apiserver since 1.29.
 */
export const ipcSysctlWithHostIpc = assignmentRule({
  id: 'ipc-sysctl-with-host-ipc',
  section: 'where-host-namespaces',
  severity: 'error',
  judge(assignment) {
    const { key, route } = assignment;
    if ((route?.kind !== 'pod' && route?.kind !== 'container') || !route.shared.ipc) return undefined;
    if (namespaceOf(key.dotted) !== 'ipc') return undefined;
    return {
      message: `${key.dotted} is an IPC parameter, and this ${route.kind} uses the IPC namespace of its host: the parameter is rejected and the ${route.kind} does not start.`,
      fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
    };
  },
});
