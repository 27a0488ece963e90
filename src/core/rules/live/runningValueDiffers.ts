import { defaultValue } from '../../knowledge/parameters.ts';
import type { ConfiguredValue } from '../../model/configuredParameters.ts';
import type { KernelVersion } from '../../model/kernelVersion.ts';
import { isSameValue } from '../../parse/isSameValue.ts';
import { meantIntegers } from '../../parse/sysctlValue.ts';
import { keyFacts } from '../keyFacts.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import { setFix, shortKey } from '../parameterRule.ts';

/**
 * The kernel runs with another value than the configuration files set: the host will behave differently after its next
 * boot. What the kernel would refuse is the business of the rules about files.
 * Source: sysctl.d(5), sysctl(8); which file wins is tested with systemd 252 and procps 4.0.2.
 */
export const runningValueDiffers = liveRule({
  id: 'running-value-differs',
  section: 'sysctl-running-value',
  severity: 'information',
  requires: ['parameters', 'configuration'],
  judge({ parameters, configuration, kernel }) {
    return [...(configuration ?? [])].flatMap(([key, configured]) => {
      const running = parameters?.get(key)?.value;
      if (running === undefined || !isDrifted(key, running, configured)) return [];
      return [finding(key, running, configured, kernel)];
    });
  },
});

/** Whether boot would change the running value. */
export function isDrifted(key: string, running: string, { value }: ConfiguredValue): boolean {
  return isTaken(key, value) && !isSameValue(running, value);
}

/** nf_ct_alloc_hashtable() rounds up to whole pages: the kernel has another number than the file with nothing wrong. */
const roundedUp = 'net.netfilter.nf_conntrack_buckets';

function isTaken(key: string, value: string): boolean {
  const shape = keyFacts(key).entry?.value;
  if (key === roundedUp || shape?.readOnly === true || value === '') return false;
  if (shape === undefined || shape.format === 'portList') return true;
  const numbers = meantIntegers(value, shape.fields?.length ?? 1);
  const { min = -Infinity, max = Infinity } = shape.accepted ?? {};
  return numbers?.every((number) => number >= min && number <= max) ?? false;
}

function finding(
  key: string,
  running: string,
  { value, path, line }: ConfiguredValue,
  kernel: KernelVersion | undefined,
): LiveFinding {
  const usual = defaultValue(key, kernel);
  const isDefault = usual !== undefined && isSameValue(running, usual);
  const now = running.split(/\s+/).join(' ');
  return {
    subject: { kind: 'parameter', key },
    title: `${shortKey(key)} runs with ${now || 'nothing'}, but ${path} sets ${value}.`,
    explanation: isDefault
      ? 'The kernel still has its default: the line was written after the last boot, or it could not be applied. The next boot changes the value.'
      : 'The value was changed by hand or by a program after boot, or the line was changed and not applied. The next boot changes it.',
    evidence: [
      fact.parameter(key, now, 'Running'),
      fact.configured(key, value, { path, line }, 'Configured'),
    ],
    remedies: [
      `If ${value} is right, apply it now: sysctl -w as root, or sysctl --system for all files.`,
      `If ${now || 'the empty value'} is right, write it into the file, or it is lost at the next boot.`,
    ],
    fixes: [setFix(key, value)],
  };
}
