import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, renameFix } from '../verdictRule.ts';

/**
 * `net.ipv6.tcp_*` and its like: TCP has one set of keys, below `net.ipv4`, for both families.
 * Source: Documentation/networking/ip-sysctl.rst, "/proc/sys/net/ipv6/* Variables".
 */
export const keyThatNeverExisted = catalogueRule({
  id: 'key-that-never-existed',
  section: 'removed-keys',
  severity: 'error',
  judge(key, view) {
    if (keyFacts(key).entry?.versions.neverExisted !== true) return undefined;
    const real = key.replace('net.ipv6.', 'net.ipv4.');
    return {
      key,
      title: `No kernel ever had ${key}.`,
      explanation: 'The keys below net.ipv4.tcp_ govern TCP over IPv6 too.',
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
