import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import { siteOf } from '../../core/causes/live/attachSites.ts';
import { evidenceLens } from '../../core/causes/live/evidenceText.ts';
import type { CauseSite } from '../../core/protocol/causes.ts';

/** Sites as the editor shows them. `folder` is the one that their paths are relative to. */
export function causeSites(judged: readonly JudgedSite[], folder: string): readonly CauseSite[] {
  return judged.map((one) => {
    const { site, severity, chain, evidence, definitions, hasMoreDefinitions } = one;
    return {
      ...siteOf(one, folder),
      severity,
      advice: site.advice,
      section: site.section,
      chain,
      ...(evidence !== undefined && { lens: evidenceLens(evidence) }),
      ...(definitions.length > 0 && {
        definitions: definitions.map((place) => ({ ...place, file: `${folder}/${place.file}` })),
      }),
      ...(hasMoreDefinitions && { hasMoreDefinitions }),
      ...(site.fix !== undefined && { fix: site.fix }),
    };
  });
}
