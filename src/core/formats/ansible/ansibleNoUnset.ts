import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { FormatRule } from '../formatRule.ts';
import type { PlacedContext } from '../placedDocument.ts';

/**
 * The module takes the line out of the file and reads the file again; nothing writes the default to the kernel.
 * Source: ansible.posix, plugins/modules/sysctl.py; tested with ansible-core 2.14.
 */
export const ansibleNoUnset: FormatRule<PlacedContext> = {
  id: 'ansible-no-unset',
  about: 'The task removes the line from the file, but the running value stays until the next boot.',
  section: 'where-hosts',
  severity: 'information',
  check: ({ removals }) =>
    removals.map(({ text, range }) => ({
      range,
      message: `state: absent removes the line of ${normalizeSysctlKey(text).dotted} from the file. The running value stays until the next boot; to change it at once, set the value that you want.`,
    })),
};
