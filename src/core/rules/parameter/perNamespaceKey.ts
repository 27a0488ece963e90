import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, shortKey } from '../verdictRule.ts';

/** The only ones that a new network namespace copies from the host. */
const inherited: ReadonlySet<string> = new Set(['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']);

/**
 * A new network namespace begins with the kernel's defaults, not with the values of the host.
 * Source: net/ipv4/tcp_ipv4.c, tcp_sk_init().
 */
export const perNamespaceKey = catalogueRule({
  id: 'per-namespace-key',
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
      explanation: 'A container begins with the defaults of the kernel, whatever the host has set.',
      remedies: ['Set it for the container too, for instance with --sysctl or in the pod specification.'],
    };
  },
});
