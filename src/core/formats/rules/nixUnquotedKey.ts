import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * Without quotes the dots of a key make nested sets, and the option takes numbers, strings and booleans only.
 * Source: nixos/modules/config/sysctl.nix, the type of the option.
 */
export const nixUnquotedKey = assignmentRule({
  id: 'nix-unquoted-key',
  about:
    'Without quotes, the dots of a key create nested sets, which the option of NixOS does not accept, so the system is not built.',
  section: 'where-hosts',
  severity: 'error',
  judge({ key, remarks }) {
    const edits = remarks?.unquotedKey;
    if (edits === undefined) return undefined;
    return {
      message: `Without quotes, the dots of ${key.dotted} create nested sets, which the option does not accept, so the system is not built.`,
      fixes: fixOf('Add quotes', true, edits),
    };
  },
});
