import type { NotJudged } from './report.ts';

/** What a rule could not judge without, in a sentence. */
export function missingText({ missing }: Pick<NotJudged, 'missing'>): string {
  return missing === 'servicePorts' ? 'ports of services' : missing;
}
