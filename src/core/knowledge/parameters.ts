/**
 * The catalogue of kernel parameters: what each key does, which values the kernel accepts, what it
 * is by default and since which version that holds. The data is in `parameters.json`. A unit test validates it
 * against `parameters.schema.json`, so the types below can be trusted. Every entry names its sources.
 */
import data from './parameters.json' with { type: 'json' };
import { isAtLeast, parseKernelVersion, type KernelVersion } from '../model/kernelVersion.ts';
import type { GuideSectionId } from './guide.ts';
import { matchesKeyPattern } from './keyPattern.ts';

/** The format of the value. `integerVector` and `portRange` name their members in `fields`. */
export type ParameterFormat = 'integer' | 'integerVector' | 'portRange' | 'portList';

/** How the kernel stores and checks the value; `u8`, `int`, `uint` and `ulong` as in C. */
export type ParameterKernelType = 'u8' | 'int' | 'uint' | 'ulong' | 'jiffies' | 'bitmap';

export type ParameterUnit =
  | 'bytes'
  | 'connections'
  | 'entries'
  | 'files'
  | 'microseconds'
  | 'milliseconds'
  | 'packets'
  | 'pages'
  | 'perSecond'
  | 'ports'
  | 'retries'
  | 'seconds'
  | 'slots'
  | 'sockets';

/** The range that a write accepts, for each member of a vector; a missing bound is that of the type. */
export type AcceptedRange = {
  readonly min?: number;
  readonly max?: number;
  /** The version since which the range applies; before it, any 32-bit integer was accepted. Absent: as far back as known. */
  readonly since?: string;
  /** The kernel accepts up to INT_MAX / HZ; the bounds given are those of HZ=100, the widest. */
  readonly dependsOnHz?: true;
  /** Other ranges of older kernels, oldest first: each held before version `before`. */
  readonly older?: readonly { readonly before: string; readonly min?: number; readonly max?: number }[];
  /** A narrower range that only some updates of the kernels from `from` to before `before` enforce. */
  readonly someUpdates?: {
    readonly from: string;
    readonly before?: string;
    readonly min?: number;
    readonly max?: number;
  };
};

export type ParameterValueShape = {
  readonly format: ParameterFormat;
  readonly kernelType?: ParameterKernelType;
  readonly unit?: ParameterUnit;
  readonly fields?: readonly string[];
  /** Absent if the key is read-only or was removed, or if its range is not known. */
  readonly accepted?: AcceptedRange;
  /** The kernel accepts values outside this range, but they make no sense. */
  readonly sane?: { readonly min: number; readonly max: number };
  readonly choices?: readonly { readonly value: string; readonly meaning: string }[];
  /** Conditions between keys or fields, as text. */
  readonly constraints: readonly string[];
  readonly readOnly?: true;
};

export type ParameterDefault = {
  /** As it reads in the file; absent if it is computed. */
  readonly value?: string;
  /** How the kernel computes it, or what else influences it. */
  readonly computed?: string;
  /** Older defaults: `value` held before version `before`. Oldest first. */
  readonly changes: readonly { readonly before: string; readonly value: string }[];
};

export type ParameterScope =
  /** One value per network namespace since that version; absent: as far back as known. */
  | { readonly kind: 'namespace'; readonly since?: string }
  /** One value for the whole host. `shared`: not below net, so every namespace sees and sets it. */
  | {
      readonly kind: 'global';
      readonly inChild: 'absent' | 'readOnly' | 'shared';
      readonly inChildSince?: string;
    }
  | { readonly kind: 'unknown' };

/** A change that is present in version `by` and, if the kernels in between were not checked, absent in `after`. */
export type VersionBound = {
  readonly by: string;
  readonly after?: string;
  /** Some updates of this older kernel have it too. */
  readonly someUpdatesOf?: string;
};

/** Mainline versions. Distributions backport changes, so on a live host the file itself decides. */
export type ParameterVersions = {
  readonly added?: VersionBound;
  readonly removed?: VersionBound;
  /** The key still exists but has no effect. */
  readonly noEffect?: { readonly since?: string };
  /** Not in mainline: the kernels that have it. */
  readonly vendorOnly?: string;
  readonly neverExisted?: true;
  /** The key exists only while this kernel module is loaded. */
  readonly needsModule?: string;
  readonly changes: readonly { readonly version: string; readonly what: string }[];
};

export type ParameterEntry = {
  /** With dots: `net.ipv4.tcp_tw_reuse`. */
  readonly key: string;
  readonly value: ParameterValueShape;
  readonly default: ParameterDefault;
  readonly scope: ParameterScope;
  readonly versions: ParameterVersions;
  /** What the key does, in one or two sentences. */
  readonly does: string;
  /** Common misconceptions, each with the correction. */
  readonly myths: readonly string[];
  readonly section: GuideSectionId;
  readonly sources: readonly ParameterSource[];
  /** Whether a TIME_WAIT inspection reads this key from the running kernel. */
  readonly inspect?: true;
};

export type ParameterSource = { readonly title: string; readonly url: string };

type StoredEntry = Omit<ParameterEntry, 'sources'> & { readonly sources: readonly string[] };

// TypeScript widens the strings of a JSON module; the schema test guards these conversions.
const sources: Readonly<Record<string, ParameterSource>> = data.sources;
const entries: readonly ParameterEntry[] = (data.parameters as unknown as readonly StoredEntry[]).map(
  (entry) => ({ ...entry, sources: entry.sources.flatMap((id) => sources[id] ?? []) }),
);

/** All keys that are not families, by dotted key. */
export const parameterCatalogue: ReadonlyMap<string, ParameterEntry> = new Map(
  entries.filter((entry) => !entry.key.includes('*')).map((entry) => [entry.key, entry]),
);

/** Families of keys that share one entry, such as `net.ipv6.tcp_*`; `*` stands for any characters but a dot. */
export const parameterFamilies: readonly ParameterEntry[] = entries.filter((entry) =>
  entry.key.includes('*'),
);

/** The keys that a TIME_WAIT inspection reads from a running kernel, in catalogue order. */
export const inspectedParameters: readonly string[] = entries
  .filter((entry) => entry.inspect === true)
  .map((entry) => entry.key);

/** The entry of a dotted key, its own or that of its family. */
export function findParameter(key: string): ParameterEntry | undefined {
  return (
    parameterCatalogue.get(key) ?? parameterFamilies.find((family) => matchesKeyPattern(family.key, key))
  );
}

/**
 * The default of a key in this mainline version. Undefined if the kernel computes it, or if it has changed and the
 * version is not known.
 */
export function defaultValue(key: string, kernel: KernelVersion | undefined): string | undefined {
  const { value, changes = [] } = findParameter(key)?.default ?? {};
  if (changes.length > 0 && kernel === undefined) return undefined;
  // Older defaults come first, each with the first version that no longer had it.
  for (const { before, value: older } of changes) {
    const since = parseKernelVersion(before);
    if (since && kernel && !isAtLeast(kernel, since.major, since.minor)) return older;
  }
  return value;
}
