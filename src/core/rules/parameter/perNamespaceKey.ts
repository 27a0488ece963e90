import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, shortKey } from '../parameterRule.ts';

/** The only keys that a new network namespace copies from the host. */
const inherited: ReadonlySet<string> = new Set(['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']);

/**
 * A new network namespace starts with the kernel's defaults, not with the host's values.
 * Source: net/ipv4/tcp_ipv4.c, tcp_sk_init().
 */
export const perNamespaceKey = catalogueRule({
  id: 'per-namespace-key',
  about:
    'Every network namespace has its own value of the key, so containers do not get the value of the host.',
  section: 'sysctl-containers',
  severity: 'information',
  judge(key, view) {
    const scope = keyFacts(key).entry?.scope;
    if (view.input.containers !== 'host' || scope?.kind !== 'namespace' || inherited.has(key))
      return undefined;
    if (scope.since !== undefined && view.since(scope.since) === false) return undefined;
    return {
      key,
      title: `Containers do not get ${shortKey(key)} from this file: every network namespace has its own.`,
      explanation: "A container starts with the kernel's defaults, regardless of the host's settings.",
      remedies: ['Set it for the container too, for example with --sysctl or in the pod specification.'],
    };
  },
});
