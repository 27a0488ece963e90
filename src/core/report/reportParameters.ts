import { defaultValue, findParameter, inspectedParameters } from '../knowledge/parameters.ts';
import type { ConfiguredParameters, ConfiguredValue } from '../model/configuredParameters.ts';
import { problemsOf, valueOf } from '../model/outcome.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isDrifted } from '../rules/live/runningValueDiffers.ts';

export interface ReportParameter {
  readonly key: string;
  /** Absent if the kernel does not have it or it cannot be read; `note` says which. */
  readonly value?: string;
  /** The default in this mainline version; absent if the kernel computes it or the version is not known. */
  readonly default?: string;
  /** How the kernel computes the default. */
  readonly computedDefault?: string;
  /** Whether the value differs from the default; absent if unknown. */
  readonly isChanged?: boolean;
  readonly note?: string;
  /** The line of a configuration file that sets it; absent if none does or it is not known. */
  readonly configured?: ConfiguredValue;
  /** Whether the file that is applied here at boot sets a value other than the running one. */
  readonly isDrifted?: boolean;
}

/** A key is absent because this kernel does not have it, or because it could not be read: the note says which. */
export function reportParameters({
  parameters: outcome,
  facts,
  configuration,
}: Snapshot): readonly ReportParameter[] {
  const values = valueOf(outcome);
  if (values === undefined) return [];
  const kernel = valueOf(facts)?.kernel;
  const problems = new Map(problemsOf(outcome).map((problem) => [problem.subject, problem.message]));
  const files = valueOf(configuration);
  return inspectedParameters.map((key) => {
    const value = values.get(key)?.value;
    const set = configuredIn(files, key, value);
    if (value === undefined)
      return { key, note: problems.get(key) ?? 'This kernel does not have this parameter here.', ...set };
    const known = findParameter(key)?.default;
    const usual = defaultValue(key, kernel);
    return {
      key,
      value,
      ...(usual !== undefined && { default: usual, isChanged: words(value) !== words(usual) }),
      ...(known?.computed !== undefined && { computedDefault: known.computed }),
      ...set,
    };
  });
}

function configuredIn(
  files: ConfiguredParameters | undefined,
  key: string,
  running: string | undefined,
): Pick<ReportParameter, 'configured' | 'isDrifted'> {
  const configured = files?.values.get(key);
  if (files === undefined || configured === undefined) return {};
  if (running === undefined || !files.appliesHere) return { configured };
  return { configured, isDrifted: isDrifted(key, running, configured) };
}

function words(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}
