import { keyRule } from '../keyRule.ts';

/**
 * The first separator decides: if it is a dot, a slash represents a dot within a name, and vice versa.
 * Source: sysctl.d(5).
 */
export const mixedSeparators = keyRule({
  id: 'mixed-separators',
  about:
    'The first separator of a key decides how the rest is read, so a key that mixes dots and slashes names nothing that exists.',
  section: 'sysctl-separators',
  severity: 'error',
  kinds: ['mixedSeparators'],
  message: (_problem, written) =>
    written.indexOf('.') < written.indexOf('/')
      ? 'The first separator is a dot, so / stands for a dot within a name, and no such key exists.'
      : 'The first separator is /, so a dot is part of a name, and no such key exists.',
});
