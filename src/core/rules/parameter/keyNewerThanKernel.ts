import type { VersionBound } from '../../knowledge/parameters.ts';
import { isAtLeast, parseKernelVersion, type KernelVersion } from '../../model/kernelVersion.ts';
import { keyFacts } from '../keyFacts.ts';
import { everyKeyRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * The target kernel does not have the key yet. Distributions backport keys, so the rule is silent if the running
 * kernel has it.
 * Source: the versions in the catalogue of parameters, from comparing kernel sources.
 */
export const keyNewerThanKernel = everyKeyRule({
  id: 'key-newer-than-kernel',
  about:
    'The target kernel is older than the key and does not know it, unless the distribution has backported it.',
  section: 'newer-keys',
  severity: 'warning',
  judge(key, view) {
    const added = keyFacts(key).since;
    const { kernel, running } = view.input;
    if (added === undefined || kernel === undefined || !isSureToLack(kernel, added)) return undefined;
    if (!view.isSetInFile(key) || running?.has(key) === true) return undefined;
    const target = `${kernel.major}.${kernel.minor}`;
    const isBackported = added.someUpdatesOf !== undefined && view.since(added.someUpdatesOf) === true;
    return {
      key,
      severity: isBackported ? 'information' : 'warning',
      title:
        added.after === undefined
          ? `${shortKey(key)} is new in Linux ${added.by}; the target kernel is ${target}.`
          : `${shortKey(key)} is not in Linux ${added.after}; the target kernel is ${target}.`,
      explanation: isBackported
        ? `Late updates of Linux ${added.someUpdatesOf ?? target} have this parameter; earlier ones do not.`
        : 'Older kernels do not have this parameter, unless the distribution backported it.',
      remedies: ['Remove the line, or put a - before the key so that systemd-sysctl ignores the error.'],
      fixes: [removeFix(key, false)],
    };
  },
});

/** Between `after` and `by` nobody looked: there the rule is silent. */
function isSureToLack(kernel: KernelVersion, { by, after }: VersionBound): boolean {
  const first = parseKernelVersion(by);
  const last = after === undefined ? undefined : parseKernelVersion(after);
  if (last !== undefined) return !isAtLeast(kernel, last.major, last.minor + 1);
  return first !== undefined && !isAtLeast(kernel, first.major, first.minor);
}
