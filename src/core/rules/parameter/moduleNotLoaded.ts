import { keyFacts } from '../keyFacts.ts';
import { everyKeyRule, shortKey } from '../parameterRule.ts';

const modulesByPrefix: readonly (readonly [prefix: string, module: string])[] = [
  ['net.bridge.', 'br_netfilter'],
  ['net.netfilter.nf_conntrack_', 'nf_conntrack'],
];

/**
 * The key exists only while its module is loaded, which is often not yet the case when systemd-sysctl runs at boot.
 * Source: sysctl.d(5), the examples at its end.
 */
export const moduleNotLoaded = everyKeyRule({
  id: 'module-not-loaded',
  about:
    'The key exists only while its module is loaded, which is often not yet the case when the file is applied at boot.',
  section: 'sysctl-late-keys',
  severity: 'warning',
  judge(key, view) {
    const module =
      keyFacts(key).entry?.versions.needsModule ??
      modulesByPrefix.find(([prefix]) => key.startsWith(prefix))?.[1];
    const { running, modulesAtBoot } = view.input;
    if (module === undefined || !view.isSetInFile(key) || running?.has(key) === true) return undefined;
    if (modulesAtBoot?.has(module) === true) return undefined;
    const missing = running !== undefined;
    return {
      key,
      severity: missing ? 'warning' : 'hint',
      title: missing
        ? `${shortKey(key)} does not exist on this host now: the module ${module} is not loaded.`
        : `${shortKey(key)} exists only while the module ${module} is loaded.`,
      explanation: 'systemd-sysctl runs early at boot and skips keys that do not exist yet.',
      remedies: [
        `List ${module} in a file in /etc/modules-load.d, which is read before systemd-sysctl runs.`,
      ],
    };
  },
});
