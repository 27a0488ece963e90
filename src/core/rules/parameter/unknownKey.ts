import { knownKeyNames } from '../../knowledge/knownKeys.ts';
import { keyFacts } from '../keyFacts.ts';
import { nearestName } from '../nearestName.ts';
import { everyKeyRule, removeFix, renameFix, shortKey } from '../verdictRule.ts';

/** Beginnings of keys that the BSDs and macOS have, and Linux has not. */
const bsdKey =
  /^(?:kern|hw|machdep|security|vfs|net\.(?:inet6?|link|local|bpf|isr|pf|key)|ddb|compat|user)\./;

/**
 * No kernel that we know of has the key: usually it is mistyped, and the tools pass over it or only warn.
 * Source: /proc/sys of kernel 6.18 and the lists of other keys in the catalogue.
 */
export const unknownKey = everyKeyRule({
  id: 'unknown-key',
  section: 'sysctl-unknown-keys',
  severity: 'warning',
  judge(key, view) {
    if (!view.isSetInFile(key) || keyFacts(key).isKnown || view.input.running?.has(key) === true)
      return undefined;
    const meant = bsdKey.test(key) ? undefined : suggestion(key);
    const isSet = meant !== undefined && view.judged(meant) !== undefined;
    return {
      key,
      title: `No kernel is known to have ${key}.`,
      explanation: bsdKey.test(key)
        ? 'Keys of this kind belong to FreeBSD, its relatives and macOS.'
        : meant === undefined
          ? 'It may be mistyped, or belong to a module or to a kernel with patches of its own.'
          : `Did you mean ${meant}?`,
      remedies: [meant === undefined ? 'Check the name under /proc/sys.' : `Write ${meant}.`],
      fixes: [...(meant === undefined || isSet ? [] : [renameFix(key, meant)]), removeFix(key, false)],
    };
  },
});

/** The same name in another folder, else the nearest. */
function suggestion(key: string): string | undefined {
  const name = shortKey(key);
  const namesakes = knownKeyNames.filter((known) => shortKey(known) === name);
  if (namesakes.length === 1) return namesakes[0];
  return nearestName(key, knownKeyNames, Math.min(4, Math.max(1, Math.floor(key.length / 4))));
}
