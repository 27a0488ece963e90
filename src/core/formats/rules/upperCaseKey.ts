import { keyRule } from '../keyRule.ts';

/**
 * A key is a path below /proc/sys, and paths are case-sensitive.
 * Source: both tools tested: unknown key.
 */
export const upperCaseKey = keyRule({
  id: 'upper-case-key',
  about: 'Keys are paths below /proc/sys and case matters: no key has the name as it is written.',
  section: 'sysctl-unknown-keys',
  severity: 'error',
  kinds: ['upperCase'],
  message: () => 'Keys are lowercase, and no key has this name.',
});
