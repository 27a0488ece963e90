import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, renameFix } from '../parameterRule.ts';

/**
 * Keys such as `net.ipv6.tcp_*`: TCP has one set of keys, under `net.ipv4`, for both address families.
 * Source: Documentation/networking/ip-sysctl.rst, "/proc/sys/net/ipv6/* Variables".
 */
export const keyThatNeverExisted = catalogueRule({
  id: 'key-that-never-existed',
  about:
    'No kernel has ever had the key: TCP has one set of keys, under net.ipv4, for both address families.',
  section: 'removed-keys',
  severity: 'error',
  tags: ['rejected'],
  judge(key, view) {
    if (keyFacts(key).entry?.versions.neverExisted !== true) return undefined;
    const real = key.replace('net.ipv6.', 'net.ipv4.');
    return {
      key,
      title: `No kernel has ever had ${key}.`,
      explanation: 'The net.ipv4.tcp_ keys also apply to TCP over IPv6.',
      remedies: [`Use ${real}.`],
      fixes: [
        removeFix(key),
        ...(keyFacts(real).entry === undefined || view.judged(real) !== undefined
          ? []
          : [renameFix(key, real)]),
      ],
    };
  },
});
