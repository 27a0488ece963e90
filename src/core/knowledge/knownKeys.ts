/**
 * The names of keys that exist but have no entry in the catalogue, so that a known key is never called unknown.
 * `scripts/knownKeys.ts` generates `knownKeys.json` from a running kernel; `otherKeys.json` is maintained by hand and
 * lists keys of other configurations, modules, processors, distributions and older kernels.
 */
import known from './knownKeys.json' with { type: 'json' };
import other from './otherKeys.json' with { type: 'json' };
import { matchesKeyPattern } from './keyPattern.ts';
import { findParameter, parameterCatalogue, type VersionBound } from './parameters.ts';

/** A key that only some kernels have. */
export type OtherKey = {
  /** Dotted; `*` stands for any characters but a dot. */
  readonly key: string;
  readonly why: 'configuration' | 'module' | 'architecture' | 'distribution' | 'older' | 'newer';
  /** What the key requires, worded as the end of a sentence. */
  readonly note: string;
};

// TypeScript widens the strings of a JSON module; a unit test guards these conversions.
export const otherKeys = other.elsewhere as readonly OtherKey[];
/** Keys of one machine that the generated list leaves out. */
export const leftOutKeys = other.leftOut as readonly OtherKey[];
const since: Readonly<Record<string, VersionBound>> = other.since;

/** The kernel whose keys were read: `6.18`. */
export const knownKeysKernel: string = known.kernel;

/** All full names, including those in the catalogue, for suggestions and completion; without families. */
export const knownKeyNames: readonly string[] = [
  ...new Set([
    ...parameterCatalogue.keys(),
    ...known.keys,
    ...otherKeys.map(({ key }) => key).filter((key) => !key.includes('*')),
  ]),
].sort();

/** Families of keys that contain the name of an interface or similar. */
export const knownKeyPatterns: readonly string[] = known.patterns;

const names: ReadonlySet<string> = new Set(knownKeyNames);
const patterns: ReadonlySet<string> = new Set(knownKeyPatterns);
const otherPatterns = otherKeys.filter(({ key }) => key.includes('*'));

/** Whether any kernel has or had this dotted key. */
export function isKnownKey(key: string): boolean {
  return (
    names.has(key) ||
    isOfKnownFamily(key) ||
    findParameter(key) !== undefined ||
    otherPatterns.some((family) => matchesKeyPattern(family.key, key))
  );
}

/** Why a key may be missing on a kernel, if that is known. */
export function findOtherKey(key: string): OtherKey | undefined {
  return otherKeys.find((entry) => entry.key === key || matchesKeyPattern(entry.key, key));
}

/** The mainline version that added a key, if known and later than 3.10. */
export function keySince(key: string): VersionBound | undefined {
  return findParameter(key)?.versions.added ?? since[key] ?? familyOf(key, (family) => since[family]);
}

const mostParts = Math.max(...[...patterns].map((pattern) => pattern.split('.').length));

function isOfKnownFamily(key: string): boolean {
  return familyOf(key, (family) => patterns.has(family) || undefined) === true;
}

/** Every pattern has one `*` that is a whole part, so one lookup per part is enough. */
function familyOf<T>(key: string, find: (family: string) => T | undefined): T | undefined {
  const parts = key.split('.');
  if (parts.length > mostParts) return undefined;
  for (const at of parts.keys()) {
    const found = find(parts.with(at, '*').join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}
