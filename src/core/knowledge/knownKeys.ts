/**
 * The names of the keys that exist without an entry in the catalogue, so that a known key is never called
 * unknown. `knownKeys.json` was read from a running kernel by `scripts/knownKeys.ts`; `otherKeys.json` has by
 * hand what other configurations, modules, processors, distributions and older kernels have.
 */
import known from './knownKeys.json' with { type: 'json' };
import other from './otherKeys.json' with { type: 'json' };
import { matchesKeyPattern } from './keyPattern.ts';
import { findParameter, parameterCatalogue } from './parameters.ts';

/** A key that only some kernels have. */
export type OtherKey = {
  /** Dotted; `*` stands for any characters but a dot. */
  readonly key: string;
  readonly why: 'configuration' | 'module' | 'architecture' | 'distribution' | 'older';
  /** What it needs, as the end of a sentence. */
  readonly note: string;
};

// TypeScript widens the strings of a JSON module; a unit test guards these conversions.
export const otherKeys = other.elsewhere as readonly OtherKey[];
/** Keys of one machine that the generated list leaves out. */
export const leftOutKeys = other.leftOut as readonly OtherKey[];
const since: Readonly<Record<string, string>> = other.since;

/** The kernel whose keys were read: `6.18`. */
export const knownKeysKernel: string = known.kernel;

/** All full names, of the catalogue too, for suggestions and completion; families are not among them. */
export const knownKeyNames: readonly string[] = [
  ...new Set([
    ...parameterCatalogue.keys(),
    ...known.keys,
    ...otherKeys.map(({ key }) => key).filter((key) => !key.includes('*')),
  ]),
].sort();

/** Families of keys that are named after an interface and the like. */
export const knownKeyPatterns: readonly string[] = known.patterns;

const names: ReadonlySet<string> = new Set(knownKeyNames);
const patterns: ReadonlySet<string> = new Set(knownKeyPatterns);
const otherPatterns = otherKeys.filter(({ key }) => key.includes('*'));

/** Whether some kernel has this dotted key, or had it. */
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

/** The mainline version that brought a key, where it is known and later than 3.10. */
export function keySince(key: string): string | undefined {
  return findParameter(key)?.versions.added?.by ?? since[key];
}

const mostParts = Math.max(...[...patterns].map((pattern) => pattern.split('.').length));

/** Every pattern of the generated list has one `*` that is a whole part, so one look-up per part will do. */
function isOfKnownFamily(key: string): boolean {
  const parts = key.split('.');
  return parts.length <= mostParts && parts.some((_, at) => patterns.has(parts.with(at, '*').join('.')));
}
