import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * The kernel keeps the key so that old files do not fail, but nothing reads it.
 * Source: Documentation/networking/ip-sysctl.rst; tcp(7).
 */
export const keyWithoutEffect = catalogueRule({
  id: 'key-without-effect',
  about: 'The kernel keeps the key so that old files do not fail, but nothing reads the value.',
  section: 'removed-keys',
  severity: 'information',
  tags: ['unnecessary'],
  judge(key, view) {
    const noEffect = keyFacts(key).entry?.versions.noEffect;
    if (noEffect === undefined || !view.isSetInFile(key)) return undefined;
    if (noEffect.since !== undefined && view.since(noEffect.since) === false) return undefined;
    const since = noEffect.since === undefined ? '' : ` since Linux ${noEffect.since}`;
    return {
      key,
      title: `${shortKey(key)} has no effect${since}.`,
      explanation: 'The kernel keeps the name so that old files do not fail, but never reads the value.',
      remedies: ['Remove the line.'],
      fixes: [removeFix(key)],
    };
  },
});
