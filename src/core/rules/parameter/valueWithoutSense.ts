import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, setFix, shortKey } from '../parameterRule.ts';

/** These have rules of their own, which can say more than that the value is unusual. */
const judgedElsewhere: ReadonlySet<string> = new Set([
  'net.ipv4.tcp_tw_reuse_delay',
  'net.ipv4.tcp_max_tw_buckets',
  'net.ipv4.tcp_retries2',
  'net.netfilter.nf_conntrack_tcp_timeout_time_wait',
]);

/**
 * The kernel accepts the value, but it makes no sense: a timeout of 0, a boolean of 7.
 * Source: ranges in the catalogue of parameters; accepted by kernel 6.18 in tests.
 */
export const valueWithoutSense = catalogueRule({
  id: 'value-without-sense',
  about: 'The kernel accepts the value, but it makes no sense for this key, such as a timeout of 0.',
  section: 'sysctl-values',
  severity: 'warning',
  judge(key, view) {
    const entry = keyFacts(key).entry;
    const { sane, accepted } = entry?.value ?? {};
    const value = view.integer(key);
    if (entry === undefined || sane === undefined || value === undefined || judgedElsewhere.has(key))
      return undefined;
    if (value < (accepted?.min ?? -Infinity) || value > (accepted?.max ?? Infinity)) return undefined;
    const isLongTimeout = key === 'net.ipv4.tcp_fin_timeout' && value > sane.max;
    if ((value >= sane.min && value <= sane.max) || isLongTimeout) return undefined;
    return {
      key,
      section: entry.section,
      title: `The kernel accepts ${shortKey(key)} = ${value}, but the value makes no sense.`,
      explanation: `Useful values are ${sane.min} to ${sane.max}. ${entry.does}`,
      remedies: [`Use ${sane.min} to ${sane.max}.`],
      ...(entry.default.value !== undefined && { fixes: [setFix(key, entry.default.value)] }),
    };
  },
});
