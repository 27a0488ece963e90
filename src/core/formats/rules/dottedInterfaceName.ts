import { keyRule } from '../keyRule.ts';

/**
 * The dot in a VLAN interface name must be written as `/` in a key separated by dots.
 * Source: sysctl.d(5).
 */
export const dottedInterfaceName = keyRule({
  id: 'dotted-interface-name',
  about: 'The dot in the name of an interface must be written as a slash in a key that is separated by dots.',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['dottedInterface'],
  message: () => 'Write the dot in the interface name as /; otherwise the key has too many parts.',
});
