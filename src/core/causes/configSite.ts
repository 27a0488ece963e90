import type { CauseId, Definition, FoundSite, SiteFix, Symptom } from './cause.ts';
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
  readonly definitions?: readonly Definition[];
  readonly needsEvidence?: true;
  readonly fix?: SiteFix;
}

/** Gives a site the places that define its destinations, unless its own text has them. */
export function withDefinitions(
  site: ConfigSite,
  places: readonly (Pick<ConfigSite, 'file' | 'start' | 'end' | 'destinations'> & {
    readonly label: string;
  })[],
): ConfigSite {
  const own = site.file.text.slice(site.start, site.end);
  const definitions = places.flatMap(({ file, start, end, destinations, label }) =>
    destinations.some((one) => site.destinations.includes(one) && !own.includes(one)) &&
    !(file === site.file && start <= site.start && end >= site.end)
      ? [{ file: file.path, range: file.range(start, end), label }]
      : [],
  );
  return definitions.length === 0 ? site : { ...site, definitions };
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
