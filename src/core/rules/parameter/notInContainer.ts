import { inChildOf } from '../../knowledge/hostKeys.ts';
import { everyKeyRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * Host-wide keys do not exist in other network namespaces, or are read-only there.
 * Source: listing of /proc/sys/net in a new namespace on kernel 6.18.
 */
export const notInContainer = everyKeyRule({
  id: 'not-in-container',
  about:
    'The key applies to the whole host and does not exist or is read-only in the network namespace of a container.',
  section: 'sysctl-containers',
  severity: 'warning',
  tags: ['rejected'],
  judge(key, view) {
    const inChild = view.input.containers === 'inside' ? inChildOf(key) : undefined;
    if (inChild === undefined) return undefined;
    return {
      key,
      title: `${shortKey(key)} cannot be set in a container: it applies to the whole host.`,
      explanation:
        inChild === 'absent'
          ? 'The key does not exist in the network namespace of a container, so the line fails.'
          : 'The key is read-only in the network namespace of a container, so the line fails.',
      remedies: ['Set it on the host.'],
      fixes: [removeFix(key)],
    };
  },
});
