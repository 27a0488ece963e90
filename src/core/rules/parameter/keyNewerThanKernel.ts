import { keyFacts } from '../keyFacts.ts';
import { everyKeyRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * The target kernel does not have the key yet. Distributions backport keys, so the rule is silent if the running
 * kernel has it.
 * Source: the versions in the catalogue of parameters, from comparing kernel sources.
 */
export const keyNewerThanKernel = everyKeyRule({
  id: 'key-newer-than-kernel',
  section: 'newer-keys',
  severity: 'warning',
  judge(key, view) {
    const added = keyFacts(key).since;
    if (added === undefined || view.since(added) !== false || !view.isSetInFile(key)) return undefined;
    if (view.input.running?.has(key) === true) return undefined;
    const { major, minor } = view.input.kernel ?? { major: 0, minor: 0 };
    return {
      key,
      title: `${shortKey(key)} is new in Linux ${added}; the target kernel is ${major}.${minor}.`,
      explanation: 'Older kernels do not have this parameter, unless the distribution backported it.',
      remedies: ['Remove the line, or put a - before the key so that systemd-sysctl ignores the error.'],
      fixes: [removeFix(key, false)],
    };
  },
});
