import { safeSysctlSince } from '../../knowledge/safeSysctls.ts';
import { assignmentRule } from '../assignmentRule.ts';

/**
 * A privileged container that only sets what the pod may set by itself.
 * Source: the safe list of Kubernetes.
 */
export const privilegedInitForSafeSysctl = assignmentRule({
  id: 'privileged-init-for-safe-sysctl',
  about: 'A privileged container sets only what the pod may set by itself, in its security context.',
  section: 'where-commands',
  severity: 'information',
  judge({ key, route, scope }) {
    if (route?.kind !== 'podCommand' || !route.isPrivileged || scope !== 'pod') return undefined;
    const since = safeSysctlSince(key.dotted);
    if (since === undefined) return undefined;
    const when = since === 0 ? '' : ` since Kubernetes 1.${since}`;
    return {
      message: `${key.dotted} is safe${when}: set it with securityContext.sysctls of the pod, which needs no privileged container.`,
    };
  },
});

/**
 * A privileged container writes to the node what has no namespace, for every pod there, and it stays after the pod.
 * Source: namespaces(7); namespaced parameters as listed on Linux 6.18.
 */
export const initContainerChangesNode = assignmentRule({
  id: 'init-container-changes-node',
  about:
    'A privileged container sets a parameter that has no namespace: it changes for every pod of the node and stays after the pod.',
  section: 'where-commands',
  severity: 'warning',
  judge: ({ key, route, scope }) =>
    route?.kind === 'podCommand' && scope === 'node'
      ? {
          message: `${key.dotted} is changed for the whole node, for all of its pods, and keeps the value when this pod is gone. Configure the node instead.`,
        }
      : undefined,
});
