import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';
import { sharedWithHost } from './sharedWithHost.ts';

/**
 * The same for System V IPC and POSIX message queues.
 * Source: runc 1.1.5 ("in the hosts ipc namespace"); kube-apiserver since 1.29.
 */
export const ipcSysctlWithHostIpc = assignmentRule({
  id: 'ipc-sysctl-with-host-ipc',
  about:
    'A container that uses the IPC namespace of its host has no IPC parameters of its own, so the parameter is rejected and the container does not start.',
  section: 'where-host-namespaces',
  severity: 'error',
  judge(assignment, context) {
    const { key } = assignment;
    if (namespaceOf(key.dotted) !== 'ipc') return undefined;
    const found = sharedWithHost(assignment, 'ipc', context);
    if (found === undefined) return undefined;
    return {
      message: `${key.dotted} is an IPC parameter, and ${found.who}: the parameter is rejected and the ${found.unit} does not start.`,
      fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
    };
  },
});
