import { findParameter } from '../../core/knowledge/parameters.ts';
import { diagnose } from '../../core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../core/language/sysctlDiagnostic.ts';
import type { HostFacts } from '../../core/model/hostFacts.ts';
import type { Parameters } from '../../core/model/parameters.ts';
import { sysctlConfFormat } from '../../core/formats/sysctlConf/sysctlConfFormat.ts';

/** What the rules say of a value as if it stood in a file of this host, the worst first. */
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

/** What there is to know before a parameter is set: what it does, what the value means, how far and how long it holds. */
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
    'It holds until the host starts again, or the files of sysctl.d are applied anew. To keep it, write it into one of them.',
  ];
}

function scopeNote(scope: NonNullable<ReturnType<typeof findParameter>>['scope'] | undefined): string {
  switch (scope?.kind) {
    case 'namespace':
      return 'It is set for this network namespace alone: each one has a value of its own.';
    case 'global':
      return 'It is one value for the whole host: every network namespace and container feels it.';
    case 'unknown':
    case undefined:
      return 'Whether each network namespace has a value of its own is not known for this key.';
  }
}
