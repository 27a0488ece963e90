import { causeIds } from '../../core/causes/cause.ts';
import { sectionOfCause } from '../../core/causes/sectionOfCause.ts';
import { sarifLog } from '../sarifLog.ts';
import type { CausesResult } from './causesJson.ts';

/** The sites as code hosts read them. */
export function causesSarif({ sites }: CausesResult): object {
  const rules = causeIds.map((id) => ({ id, severity: 'hint' as const, section: sectionOfCause(id) }));
  const results = sites.map(({ site, severity }) => ({
    file: site.file,
    rule: site.cause,
    severity,
    message: `${site.mechanism} ${site.advice}`,
    line: site.range.start.line + 1,
    column: site.range.start.column + 1,
    endLine: site.range.end.line + 1,
    endColumn: site.range.end.column + 1,
  }));
  return sarifLog(rules, results, []);
}
