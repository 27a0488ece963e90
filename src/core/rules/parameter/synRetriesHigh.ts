import { setFix, catalogueRule } from '../parameterRule.ts';

const defaults: Readonly<Record<string, number>> = {
  'net.ipv4.tcp_syn_retries': 6,
  'net.ipv4.tcp_synack_retries': 5,
};

/**
 * Each retry doubles the wait: above the defaults, a connection attempt hangs for minutes.
 * Source: Documentation/networking/ip-sysctl.rst, tcp_syn_retries, tcp_synack_retries.
 */
export const synRetriesHigh = catalogueRule({
  id: 'syn-retries-high',
  about:
    'Each retry waits twice as long as the previous one, so with many retries an unanswered connection attempt hangs for minutes.',
  section: 'tcp-retries',
  severity: 'information',
  judge(key, view) {
    const fallback = defaults[key];
    const retries = view.integer(key);
    if (fallback === undefined || retries === undefined || retries <= fallback) return undefined;
    return {
      key,
      title: `With ${retries} retries, an unanswered connection attempt hangs for minutes; the default is ${fallback}.`,
      explanation: 'Each retry waits twice as long as the previous one.',
      remedies: [`Use ${fallback} or less.`],
      fixes: [setFix(key, fallback)],
    };
  },
});
