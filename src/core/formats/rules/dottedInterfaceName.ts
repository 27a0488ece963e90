import { keyRule } from '../keyRule.ts';

/**
 * The dot in a VLAN interface name must be written as `/` in a key separated by dots.
 * Source: sysctl.d(5).
 */
export const dottedInterfaceName = keyRule({
  id: 'dotted-interface-name',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['dottedInterface'],
  message: () => 'Write the dot in the interface name as /; otherwise the key has too many parts.',
});
