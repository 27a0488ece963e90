import { findParameter } from '../../core/knowledge/parameters.ts';
import { diagnose } from '../../core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../core/language/sysctlDiagnostic.ts';
import type { HostFacts } from '../../core/model/hostFacts.ts';
import type { Parameters } from '../../core/model/parameters.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';

/** What the rules say about a value as if it were in a file on this host, worst first. */
export function judgeValue(
  key: string,
  value: string,
  { kernel }: HostFacts,
  running: Parameters,
): readonly SysctlDiagnostic[] {
  const document = sysctlConfFormat.read(`${key} = ${value}`);
  const found = diagnose(document, { ...(kernel && { kernel }), running, isForRunning: true });
  return found.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** What to know before setting a parameter: what it does, what the value means, and its scope and lifetime. */
export function parameterNotes(
  key: string,
  value: string,
  warnings: readonly SysctlDiagnostic[],
): readonly string[] {
  const entry = findParameter(key);
  const choice = entry?.value.choices?.find((one) => one.value === value);
  return [
    ...(entry === undefined ? [] : [entry.does]),
    ...(choice === undefined ? [] : [`${value}: ${choice.meaning}.`.replace(/\.\.$/, '.')]),
    ...warnings.map(({ message }) => `Warning: ${message}`),
    scopeNote(entry?.scope),
    'The value stays in effect until the host restarts or the sysctl.d files are applied again. To make it permanent, add it to one of these files.',
  ];
}

function scopeNote(scope: NonNullable<ReturnType<typeof findParameter>>['scope'] | undefined): string {
  switch (scope?.kind) {
    case 'namespace':
      return 'The value applies to this network namespace only: each namespace has its own.';
    case 'global':
      return 'The value applies to the whole host, including every network namespace and container.';
    case 'unknown':
    case undefined:
      return 'It is not known whether each network namespace has its own value of this key.';
  }
}
