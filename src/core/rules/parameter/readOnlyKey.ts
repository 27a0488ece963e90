import { isReadOnlyAnywhere } from '../../knowledge/hostKeys.ts';
import { keyFacts } from '../keyFacts.ts';
import { everyKeyRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * Nobody can write it: the kernel only reports a figure there.
 * Source: mode 0444 of the file below /proc/sys on kernel 6.18.
 */
export const readOnlyKey = everyKeyRule({
  id: 'read-only-key',
  about: 'The kernel only reports a figure under this key, so nobody can write it.',
  section: 'sysctl-values',
  severity: 'error',
  tags: ['rejected'],
  judge(key, view) {
    const entry = keyFacts(key).entry;
    const isReadOnly = entry === undefined ? isReadOnlyAnywhere(key) : entry.value.readOnly === true;
    if (!isReadOnly || !view.isSetInFile(key)) return undefined;
    return {
      key,
      ...(entry && { section: entry.section }),
      title: `${shortKey(key)} is read-only.`,
      explanation: entry?.does ?? 'The kernel only reports something there.',
      remedies: ['Remove the line.'],
      fixes: [removeFix(key)],
    };
  },
});
