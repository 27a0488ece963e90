import {
  acceptedRange,
  rangeOfSomeUpdates,
  secondsOfEveryKernel,
  type NumberRange,
} from '../../knowledge/acceptedRange.ts';
import type { ParameterEntry } from '../../knowledge/parameters.ts';
import type { Severity } from '../../model/finding.ts';
import { keyFacts } from '../keyFacts.ts';
import type { ParameterView } from '../parameterView.ts';
import { catalogueRule, setFix, shortKey } from '../parameterRule.ts';

/**
 * The kernel rejects the value, so the line has no effect. Where it depends on the update or on the build of a kernel,
 * that is a warning.
 * Source: the values that Linux 5.10, 6.1, 6.12, 6.18 and 7.2 accepted and rejected, in the catalogue of parameters.
 */
export const valueOutOfRange = catalogueRule({
  id: 'value-out-of-range',
  about:
    'The kernel accepts only a range of numbers for this key, so writing the value fails and the old value stays in effect.',
  section: 'sysctl-values',
  severity: 'error',
  judge(key, view) {
    const entry = keyFacts(key).entry;
    if (entry === undefined || entry.value.format === 'portList') return undefined;
    const numbers = view.integers(key, entry.value.fields?.length ?? 1);
    if (numbers === undefined) return undefined;
    const name = shortKey(key);
    const verdict = (number: string, range: NumberRange, who: Who, since = '') => ({
      key,
      section: entry.section,
      severity: who.severity,
      title: `${who.rejects} ${number} for ${name}${since}: ${who.accepts} ${rangeText(range)}.`,
      explanation: 'The write fails and the old value stays in effect.',
      remedies: [`Use ${rangeText(range)}.`],
      fixes: [setFix(key, clamped(numbers, range))],
    });
    const range = acceptedRange(entry, view.input.kernel);
    if (range !== undefined) {
      const rejected = numbers.find((number) => !isWithin(number, range));
      const since = range.since === undefined ? '' : ` since Linux ${range.since}`;
      if (rejected !== undefined) return verdict(String(rejected), range, theKernel, since);
      if (hasMinusZero(entry, key, view)) return verdict('-0', { ...range, min: 0 }, theKernel);
    }
    const updates = rangeOfSomeUpdates(entry, view.input.kernel);
    const rejected = updates && numbers.find((number) => !isWithin(number, updates));
    if (updates !== undefined && rejected !== undefined)
      return verdict(String(rejected), updates, someUpdates);
    if (entry.value.accepted?.dependsOnHz !== true) return undefined;
    const sure = { min: -secondsOfEveryKernel, max: secondsOfEveryKernel };
    const tooLong = numbers.find((number) => !isWithin(number, sure));
    return tooLong === undefined ? undefined : verdict(String(tooLong), sure, someBuilds);
  },
});

interface Who {
  readonly severity: Severity;
  readonly rejects: string;
  readonly accepts: string;
}

const theKernel: Who = { severity: 'error', rejects: 'The kernel rejects', accepts: 'it accepts' };
const someUpdates: Who = {
  severity: 'warning',
  rejects: 'Some updates of this kernel reject',
  accepts: 'they accept',
};
/** The kernel keeps the time in ticks, in an int: the more ticks a second, the fewer seconds. */
const someBuilds: Who = {
  severity: 'warning',
  rejects: 'A kernel built for more than 100 ticks a second may reject',
  accepts: 'every kernel accepts',
};

function isWithin(number: number, { min, max }: NumberRange): boolean {
  return number >= min && number <= max;
}

function clamped(numbers: readonly number[], { min, max }: NumberRange): string {
  return numbers.map((number) => Math.min(max, Math.max(min, number)) + 0).join(' ');
}

function rangeText({ min, max }: NumberRange): string {
  const most = max > Number.MAX_SAFE_INTEGER ? `2^${String(Math.log2(max))} - 1` : String(max);
  if (max === Infinity) return `${min} or more`;
  return min === -Infinity ? `at most ${most}` : `${min} to ${most}`;
}

/** The kernel takes a minus for a negative number where the type has none (kernel/sysctl.c). */
function hasMinusZero(entry: ParameterEntry, key: string, view: ParameterView): boolean {
  if (!/(?:^|\s)-0+(?:\s|$)/.test(view.judged(key)?.value ?? '')) return false;
  const { kernelType } = entry.value;
  return (
    kernelType === 'u8' || kernelType === 'uint' || (kernelType === 'ulong' && view.since('6.1') !== false)
  );
}
