import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * Later kernels do not have the key. `tcp_tw_recycle` has a rule of its own.
 * Source: the versions in the catalogue of parameters, from comparing kernel sources.
 */
export const removedKey = catalogueRule({
  id: 'removed-key',
  about: 'Later kernels do not have the key, so the line has no effect and causes an error.',
  section: 'removed-keys',
  severity: 'warning',
  tags: ['deprecated', 'rejected'],
  judge(key, view) {
    const entry = keyFacts(key).entry;
    const removed = entry?.versions.removed;
    if (entry === undefined || removed === undefined || key === 'net.ipv4.tcp_tw_recycle') return undefined;
    if (view.since(removed.by) === false) return undefined;
    return {
      key,
      section: entry.section,
      title: `${shortKey(key)} was removed ${removed.after === undefined ? 'in' : 'by'} Linux ${removed.by}: newer kernels do not have this parameter.`,
      explanation: entry.does,
      remedies: ['Remove the line.'],
      fixes: [removeFix(key)],
    };
  },
});
