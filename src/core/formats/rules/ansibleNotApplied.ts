import { assignmentRule } from '../assignmentRule.ts';

/**
 * The module writes the file, and with `reload: no` nothing reads it; `sysctl_set: yes` would write the value to the kernel.
 * Source: ansible.posix, plugins/modules/sysctl.py.
 */
export const ansibleNotApplied = assignmentRule({
  id: 'ansible-not-applied',
  about:
    'The task writes the parameter into a file, but with reload turned off nothing gives it to the kernel.',
  section: 'where-hosts',
  severity: 'information',
  judge: ({ key, remarks }) =>
    remarks?.isNotApplied === true
      ? {
          message: `With reload: no and without sysctl_set, ${key.dotted} is only written to the file and takes effect at the next boot.`,
        }
      : undefined,
});
