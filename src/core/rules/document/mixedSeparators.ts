import { keyRule } from '../keyRule.ts';

/**
 * The first separator decides: after a dot a slash stands for a dot within a name, and the other way round.
 * Source: sysctl.d(5).
 */
export const mixedSeparators = keyRule({
  id: 'mixed-separators',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['mixedSeparators'],
  message: (_problem, written) =>
    written.indexOf('.') < written.indexOf('/')
      ? 'After a dot, / stands for a dot within a name: there is no such key.'
      : 'After a /, a dot is part of a name: there is no such key.',
});
