import type { CauseId, FoundSite, SiteFix, Symptom } from './cause.ts';
import type { CauseFile } from './causeFile.ts';
import { sectionOfCause } from './sectionOfCause.ts';

/** What a cause says of a piece of a configuration file. */
export interface ConfigSite {
  readonly cause: CauseId;
  readonly file: CauseFile;
  /** What is underlined, by offset. */
  readonly start: number;
  readonly end: number;
  readonly mechanism: string;
  readonly advice: string;
  readonly symptoms: readonly Symptom[];
  readonly destinations: readonly string[];
  readonly needsEvidence?: true;
  readonly fix?: SiteFix;
}

export function foundSite({ file, start, end, ...site }: ConfigSite): FoundSite {
  const range = file.range(start, end);
  return {
    ...site,
    file: file.path,
    language: file.language,
    range,
    text: file.lineText(range.start.line),
    section: sectionOfCause(site.cause),
  };
}
