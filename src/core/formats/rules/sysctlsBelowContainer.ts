import { assignmentRule } from '../assignmentRule.ts';

/**
 * All containers of a pod share its namespaces, so only the security context of the pod has `sysctls`.
 * Source: PodSecurityContext and SecurityContext in the API reference of Kubernetes.
 */
export const sysctlsBelowContainer = assignmentRule({
  id: 'sysctls-below-container',
  about:
    'Only the security context of a pod has a field for sysctls: below a container it is rejected or ignored.',
  section: 'where-pods',
  severity: 'error',
  judge: ({ route }) =>
    route?.kind === 'pod' && route.isBelowContainer
      ? {
          message:
            'sysctls is not a field of a container. Move it to the securityContext of the pod; here it is rejected or ignored.',
        }
      : undefined,
});
