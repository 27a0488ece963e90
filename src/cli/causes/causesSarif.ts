import { causeIds } from '../../core/causes/cause.ts';
import { sectionOfCause } from '../../core/causes/sectionOfCause.ts';
import { moreDefinitionsText } from '../../core/report/findings/siteActions.ts';
import { sarifLog } from '../sarif/sarifLog.ts';
import type { ReadChapter } from '../sarif/sarifRule.ts';
import type { CausesResult } from './causesJson.ts';

/** The sites as code hosts read them. */
export function causesSarif({ sites, scan }: CausesResult, chapter: ReadChapter): object {
  const rules = causeIds.map((id) => ({ id, severity: 'hint' as const, section: sectionOfCause(id) }));
  const results = sites.map(({ site, severity, definitions, hasMoreDefinitions }) => ({
    file: site.file,
    rule: site.cause,
    severity,
    message: `${site.mechanism} ${site.advice}${hasMoreDefinitions ? ` ${moreDefinitionsText}` : ''}`,
    range: site.range,
    places: definitions.map(({ file, range, label }) => ({
      file,
      range,
      message: `The destination is defined here: ${label}`,
    })),
    fixes: site.fix === undefined ? [] : [site.fix],
  }));
  return sarifLog(rules, results, { failures: scan.workspace.failures }, chapter);
}
