import { keyRule } from '../../keyRule.ts';

/**
 * A shell command or a path was pasted in place of the key.
 * Source: both tools tested: unknown key.
 */
export const commandInKey = keyRule({
  id: 'command-in-key',
  about: 'A shell command or a path stands in place of the key, and the tools find no key with this name.',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['command', 'procSysPath'],
  message: ({ kind }) =>
    kind === 'command'
      ? 'sysctl files contain keys and values, not commands. The tools look for a key with this name and find none.'
      : 'Keys are looked up under /proc/sys, where no key has this prefix.',
});
