import { findParameter, inspectedParameters, type ParameterDefault } from '../knowledge/parameters.ts';
import { isAtLeast, parseKernelVersion, type KernelVersion } from '../model/kernelVersion.ts';
import { problemsOf, valueOf } from '../model/outcome.ts';
import type { Snapshot } from '../model/snapshot.ts';

export interface ReportParameter {
  readonly key: string;
  /** Absent where the kernel does not have it or it may not be read; `note` says which. */
  readonly value?: string;
  /** What mainline of this version has; absent where the kernel computes it, or the version is not known. */
  readonly default?: string;
  /** How the kernel computes the default. */
  readonly computedDefault?: string;
  /** Whether the value is another than the default; absent where that cannot be told. */
  readonly isChanged?: boolean;
  readonly note?: string;
}

/** A key is absent because this kernel does not have it, or because it could not be read: the note says which. */
export function reportParameters({ parameters: outcome, facts }: Snapshot): readonly ReportParameter[] {
  const values = valueOf(outcome);
  if (values === undefined) return [];
  const kernel = valueOf(facts)?.kernel;
  const problems = new Map(problemsOf(outcome).map((problem) => [problem.subject, problem.message]));
  return inspectedParameters.map((key) => {
    const value = values.get(key)?.value;
    if (value === undefined) return { key, note: problems.get(key) ?? 'This kernel does not have it here.' };
    const known = findParameter(key)?.default;
    const usual = known && defaultIn(known, kernel);
    return {
      key,
      value,
      ...(usual !== undefined && { default: usual, isChanged: words(value) !== words(usual) }),
      ...(known?.computed !== undefined && { computedDefault: known.computed }),
    };
  });
}

/** Defaults of older kernels come first, each with the version that had it no more. */
function defaultIn(
  { value, changes }: ParameterDefault,
  kernel: KernelVersion | undefined,
): string | undefined {
  if (changes.length > 0 && kernel === undefined) return undefined;
  for (const { before, value: older } of changes) {
    const since = parseKernelVersion(before);
    if (since && kernel && !isAtLeast(kernel, since.major, since.minor)) return older;
  }
  return value;
}

function words(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}
