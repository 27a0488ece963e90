import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * Nobody can write it: the kernel only reports a figure there.
 * Source: mode 0444 of the file below /proc/sys on kernel 6.18.
 */
export const readOnlyKey = catalogueRule({
  id: 'read-only-key',
  section: 'sysctl-values',
  severity: 'error',
  tags: ['rejected'],
  judge(key, view) {
    const entry = keyFacts(key).entry;
    if (entry?.value.readOnly !== true || !view.isSetInFile(key)) return undefined;
    return {
      key,
      section: entry.section,
      title: `${shortKey(key)} is read-only.`,
      explanation: entry.does,
      remedies: ['Remove the line.'],
      fixes: [removeFix(key)],
    };
  },
});
