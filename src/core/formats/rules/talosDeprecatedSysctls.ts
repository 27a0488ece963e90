import { assignmentRule } from '../assignmentRule.ts';

/**
 * Talos 1.15 documents SysctlConfig, which takes precedence over `machine.sysctls`.
 * Source: its reference of configuration.
 */
export const talosDeprecatedSysctls = assignmentRule({
  id: 'talos-deprecated-sysctls',
  about: 'Talos has deprecated machine.sysctls: a document of kind SysctlConfig takes precedence over it.',
  section: 'where-nodes',
  severity: 'hint',
  judge: ({ remarks }) =>
    remarks?.isDeprecatedPlace === true
      ? {
          message: 'machine.sysctls is deprecated: a document of kind SysctlConfig takes precedence over it.',
          tags: ['deprecated'],
        }
      : undefined,
});
