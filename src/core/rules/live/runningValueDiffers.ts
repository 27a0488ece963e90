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
 * The running value differs from the one set in configuration files, so the host will behave differently after its
 * next boot. Values that the kernel would reject are covered by the rules about files.
 * Source: sysctl.d(5), sysctl(8); file precedence was tested with systemd 252 and procps 4.0.2.
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

/** Whether the next boot would change the running value. */
export function isDrifted(key: string, running: string, { value }: ConfiguredValue): boolean {
  return isTaken(key, value) && !isSameValue(running, value);
}

/** nf_ct_alloc_hashtable() rounds up to whole pages, so the kernel's number legitimately differs from the file. */
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
    title: `The running value of ${shortKey(key)} is ${now || 'empty'}, but ${path} sets ${value}.`,
    explanation: isDefault
      ? 'The kernel still has its default: the line was added after the last boot, or it could not be applied. The next boot will change the value.'
      : 'The value was changed manually or by a program after boot, or the line was changed but not applied. The next boot will change it.',
    evidence: [
      fact.parameter(key, now, 'Running'),
      fact.configured(key, value, { path, line }, 'Configured'),
    ],
    remedies: [
      `If ${value} is right, apply it now with sysctl -w as root, or apply all files with sysctl --system.`,
      `If ${now || 'the empty value'} is right, set it in the file; otherwise it is lost at the next boot.`,
    ],
    fixes: [setFix(key, value)],
  };
}
