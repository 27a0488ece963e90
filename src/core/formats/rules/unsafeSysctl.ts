import { safeSysctlSince } from '../../knowledge/safeSysctls.ts';
import { shortPath } from '../../model/pathText.ts';
import { assignmentRule } from '../assignmentRule.ts';
import { removeFixOf } from '../formatRule.ts';
import { isAllowedBy } from '../kubernetes/allowedSysctls.ts';
import { isRefusedByRuntimes } from './sysctlNotNamespaced.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';

/**
 * The kubelet rejects a pod whose parameter is neither on the safe list nor allowed on the node.
 * Source: pkg/kubelet/sysctl/allowlist.go.
 */
export const unsafeSysctl = assignmentRule({
  id: 'unsafe-sysctl',
  about:
    'The parameter is not on the safe list of Kubernetes, so a pod with it fails unless the kubelet of the node allows it.',
  section: 'where-pods',
  severity: 'warning',
  judge(assignment, { kubernetesMinor, repository }) {
    const { key, route } = assignment;
    if (route?.kind !== 'pod' || namespaceOf(key.dotted) === 'none' || key.dotted.includes('?'))
      return undefined;
    if (isRefusedByRuntimes(key.dotted))
      return {
        severity: 'error',
        message: `${key.dotted} is not on the safe list of Kubernetes: the pod fails with SysctlForbidden. Where a kubelet allows it, runc and crun reject it, so that no pod starts with it.`,
        fixes: removeFixOf('Remove the parameter', false, assignment.remove()),
      };
    const since = safeSysctlSince(key.dotted);
    if (since === 0 || (since !== undefined && kubernetesMinor !== undefined && kubernetesMinor >= since))
      return undefined;
    const allowed = repository?.allowedSysctls.find(({ pattern }) => isAllowedBy(pattern, key.dotted));
    if (allowed !== undefined)
      return {
        severity: 'information',
        message: `${key.dotted} is not on the safe list of Kubernetes${since === undefined ? '' : ` before 1.${since}`}. ${allowed.file === undefined ? 'This file' : shortPath(allowed.file)} allows it: the pod fails with SysctlForbidden on a node without that setting.`,
      };
    const allow = `allowedUnsafeSysctls: ["${key.dotted}"]`;
    if (since === undefined)
      return {
        message: `${key.dotted} is not on the safe list of Kubernetes: the pod fails with SysctlForbidden unless the kubelet of its node allows it (${allow}).`,
      };
    return {
      severity: kubernetesMinor === undefined ? 'information' : 'warning',
      message: `${key.dotted} is on the safe list of Kubernetes only since 1.${since}: on an older cluster the pod fails with SysctlForbidden unless the kubelet of its node allows it (${allow}).`,
    };
  },
});
