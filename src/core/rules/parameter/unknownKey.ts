import { knownKeyNames } from '../../knowledge/knownKeys.ts';
import { keyFacts } from '../keyFacts.ts';
import { NearestName } from '../nearestName.ts';
import { everyKeyRule, removeFix, renameFix, shortKey } from '../parameterRule.ts';

/** Prefixes of keys that exist on the BSDs and macOS but not on Linux. */
const bsdKey =
  /^(?:kern|hw|machdep|security|vfs|net\.(?:inet6?|link|local|bpf|isr|pf|key)|ddb|compat|user)\./;

/** Text copied from a web page may contain no-break spaces and similar characters. */
const invisible = /[^\x21-\x7e]/;

/**
 * No known kernel has the key. It is usually mistyped, and the tools skip it or only warn.
 * Source: /proc/sys of kernel 6.18 and the lists of other keys in the catalogue.
 */
export const unknownKey = everyKeyRule({
  id: 'unknown-key',
  about:
    'No known kernel has the key: it may be mistyped, or belong to another system, a module or a patched kernel.',
  section: 'sysctl-unknown-keys',
  severity: 'warning',
  tags: ['rejected'],
  judge(key, view) {
    if (!view.isSetInFile(key) || keyFacts(key).isKnown || view.input.running?.has(key) === true)
      return undefined;
    const meant = bsdKey.test(key) ? undefined : suggestion(key);
    const isSet = meant !== undefined && view.judged(meant) !== undefined;
    return {
      key,
      title: `No kernel is known to have ${key}.`,
      explanation: bsdKey.test(key)
        ? 'Keys like this belong to FreeBSD, the other BSDs or macOS.'
        : meant === undefined
          ? 'It may be mistyped, or belong to a module or a patched kernel.'
          : `Did you mean ${meant}?${invisible.test(key) ? ' The key contains a space or an invisible character.' : ''}`,
      remedies: [meant === undefined ? 'Look for the name under /proc/sys.' : `Write ${meant}.`],
      fixes: [...(meant === undefined || isSet ? [] : [renameFix(key, meant)]), removeFix(key, false)],
    };
  },
});

const nearest = new NearestName(knownKeyNames);
const namesakes = new Map<string, string[]>();
for (const name of knownKeyNames) {
  const short = shortKey(name);
  namesakes.set(short, [...(namesakes.get(short) ?? []), name]);
}

/** An editor queries the same keys after each keystroke. */
const suggestions = new Map<string, string | undefined>();
const mostSuggestions = 50_000;

/** The known key that somebody may have meant: the same name in another folder, otherwise the nearest name. */
export function suggestion(key: string): string | undefined {
  if (suggestions.has(key)) return suggestions.get(key);
  const [namesake, ...others] = namesakes.get(shortKey(key)) ?? [];
  const meant = namesake !== undefined && others.length === 0 ? namesake : nearestKey(key);
  if (suggestions.size >= mostSuggestions) suggestions.clear();
  suggestions.set(key, meant);
  return meant;
}

/** The known key whose name is nearest to a mistyped one, if any is near. */
export function nearestKey(key: string): string | undefined {
  return nearest.find(key, Math.min(4, Math.max(1, Math.floor(key.length / 4))));
}
