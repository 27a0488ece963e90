import { keyRule } from '../keyRule.ts';

/**
 * The dot of a VLAN interface must be written `/` where dots separate.
 * Source: sysctl.d(5).
 */
export const dottedInterfaceName = keyRule({
  id: 'dotted-interface-name',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['dottedInterface'],
  message: () => 'The dot within the name of an interface is written / here, or the key has too many parts.',
});
