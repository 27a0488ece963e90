import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * Host-wide keys do not exist in other network namespaces, or are read-only there.
 * Source: listing of /proc/sys/net in a new namespace on kernel 6.18.
 */
export const notInContainer = catalogueRule({
  id: 'not-in-container',
  section: 'sysctl-containers',
  severity: 'warning',
  tags: ['rejected'],
  judge(key, view) {
    const scope = keyFacts(key).entry?.scope;
    if (view.input.containers !== 'inside' || scope?.kind !== 'global' || scope.inChild === 'shared')
      return undefined;
    return {
      key,
      title: `${shortKey(key)} cannot be set in a container: it applies to the whole host.`,
      explanation:
        scope.inChild === 'absent'
          ? 'The key does not exist in the network namespace of a container, so the line fails.'
          : 'The key is read-only in the network namespace of a container, so the line fails.',
      remedies: ['Set it on the host.'],
      fixes: [removeFix(key)],
    };
  },
});
