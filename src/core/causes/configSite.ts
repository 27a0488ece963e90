import {
  endingSearch,
  mostDefinitions,
  mostSites,
  type CauseId,
  type Definition,
  type FoundSite,
  type SiteFix,
  type Symptom,
} from './cause.ts';
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
  readonly endsSearch?: true;
  readonly fix?: SiteFix;
}

type DefiningPlace = Pick<ConfigSite, 'file' | 'start' | 'end' | 'destinations'> & { readonly label: string };

/** The sites of a file, each with the places that define its destinations: as many as people write, and no more. */
export function definedSites(
  sites: Iterable<ConfigSite>,
  places: readonly DefiningPlace[],
): readonly ConfigSite[] {
  const defining = new Map<string, DefiningPlace[]>();
  for (const place of places)
    for (const destination of new Set(place.destinations)) {
      const known = defining.get(destination);
      if (known === undefined) defining.set(destination, [place]);
      else known.push(place);
    }
  const found: ConfigSite[] = [];
  for (const site of sites) {
    if (found.length === mostSites) return endingSearch(found);
    found.push(withDefinitions(site, defining));
  }
  return found;
}

/** Gives a site the places that define its destinations, unless its own text has them. */
function withDefinitions(
  site: ConfigSite,
  defining: ReadonlyMap<string, readonly DefiningPlace[]>,
): ConfigSite {
  const own = site.file.text.slice(site.start, site.end);
  const found = new Set<DefiningPlace>();
  for (const destination of site.destinations) {
    if (own.includes(destination)) continue;
    for (const place of defining.get(destination) ?? []) {
      // The one above what is told says that there are more.
      if (found.size > mostDefinitions) break;
      if (!isAround(place, site)) found.add(place);
    }
  }
  if (found.size === 0) return site;
  const definitions = Array.from(found, ({ file, start, end, label }) => ({
    file: file.path,
    range: file.range(start, end),
    label,
  }));
  return { ...site, definitions };
}

function isAround({ file, start, end }: DefiningPlace, site: ConfigSite): boolean {
  return file === site.file && start <= site.start && end >= site.end;
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
