import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, setFix, shortKey } from '../parameterRule.ts';

/**
 * The kernel rejects the value, so the line has no effect.
 * Source: the ranges that kernel 6.18 accepted and refused, in the catalogue of parameters.
 */
export const valueOutOfRange = catalogueRule({
  id: 'value-out-of-range',
  section: 'sysctl-values',
  severity: 'error',
  judge(key, view) {
    const entry = keyFacts(key).entry;
    const accepted = entry?.value.accepted;
    if (entry === undefined || accepted === undefined || entry.value.format === 'portList') return undefined;
    const numbers = view.integers(key, entry.value.fields?.length ?? 1) ?? [];
    const { min = -Infinity, max = Infinity, since } = accepted;
    const refused = numbers.find((number) => number < min || number > max);
    if (refused === undefined || (since !== undefined && view.since(since) === false)) return undefined;
    const range = max === Infinity ? `${min} or more` : `${min} to ${max}`;
    const clamped = numbers.map((number) => Math.min(max, Math.max(min, number))).join(' ');
    const when = since !== undefined && view.since(since) === undefined ? ` since Linux ${since}` : '';
    return {
      key,
      section: entry.section,
      title: `The kernel rejects ${refused} for ${shortKey(key)}${when}: it accepts ${range}.`,
      explanation: 'The write fails with EINVAL and the old value stays in effect.',
      remedies: [`Use ${range}.`],
      fixes: [setFix(key, clamped)],
    };
  },
});
