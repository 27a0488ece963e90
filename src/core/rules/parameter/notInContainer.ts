import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, shortKey } from '../verdictRule.ts';

/**
 * Keys of the whole host are absent from other network namespaces, or read-only there.
 * Source: listing of /proc/sys/net in a new namespace on kernel 6.18.
 */
export const notInContainer = catalogueRule({
  id: 'not-in-container',
  section: 'sysctl-containers',
  severity: 'warning',
  judge(key, view) {
    const scope = keyFacts(key).entry?.scope;
    if (view.input.containers !== 'inside' || scope?.kind !== 'global' || scope.inChild === 'shared')
      return undefined;
    return {
      key,
      title: `${shortKey(key)} cannot be set in a container: it belongs to the whole host.`,
      explanation:
        scope.inChild === 'absent'
          ? 'The network namespace of a container does not have the key, so the line fails.'
          : 'The network namespace of a container can only read it, so the line fails.',
      remedies: ['Set it on the host.'],
      fixes: [removeFix(key)],
    };
  },
});
