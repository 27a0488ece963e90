import { keyFacts } from '../keyFacts.ts';
import { catalogueRule, removeFix, shortKey } from '../parameterRule.ts';

/**
 * Mainline kernels never had the key, so the line fails on them. The rule is silent if the running kernel has it.
 * Source: Alibaba Cloud's documentation of `tcp_tw_timeout`; ENOENT on kernel 6.18.
 */
export const vendorOnlyKey = catalogueRule({
  id: 'vendor-only-key',
  about: 'Only the kernels of one vendor have the key; all others do not know it.',
  section: 'tcp-tw-timeout',
  severity: 'warning',
  judge(key, view) {
    const entry = keyFacts(key).entry;
    const vendor = entry?.versions.vendorOnly;
    if (entry === undefined || vendor === undefined || !view.isSetInFile(key)) return undefined;
    if (view.input.running?.has(key) === true) return undefined;
    return {
      key,
      section: entry.section,
      title: `${shortKey(key)} exists only in a vendor's kernels: ${vendor}.`,
      explanation: 'Other kernels do not have this parameter, so the line fails.',
      remedies: ['Remove the line unless the host runs such a kernel.'],
      fixes: [removeFix(key, false)],
    };
  },
});
