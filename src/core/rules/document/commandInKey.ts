import { keyRule } from '../keyRule.ts';

/**
 * A shell command or a path was pasted where the key belongs.
 * Source: both tools tested: unknown key.
 */
export const commandInKey = keyRule({
  id: 'command-in-key',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['command', 'procSysPath'],
  message: ({ kind }) =>
    kind === 'command'
      ? 'The file holds keys and values, no commands: the tools look for a key of this name and find none.'
      : 'Keys are looked up below /proc/sys: with this prefix there is none.',
});
