import { severities, type Severity } from '../model/finding.ts';
import { parseKernelVersion, type KernelVersion } from '../model/kernelVersion.ts';
import { containerUses, profiles, type ContainerUse, type Profile } from '../rules/rule.ts';
import type { RuleSettings } from './ruleSettings.ts';

/** The settings under `socketDiagnostics` that affect how files are judged. */
export interface LanguageSettings {
  readonly profile: Profile;
  /** `auto`: the kernel of the host. */
  readonly targetKernel: 'auto' | 'unknown' | KernelVersion;
  readonly containers: ContainerUse;
  readonly rules: RuleSettings;
  readonly alignEquals: boolean;
  readonly runningValues: boolean;
  /** The minor version of Kubernetes 1; absent if it is not set. */
  readonly kubernetesMinor?: number;
}

/** Reads settings sent by an editor. Invalid values count as not set. */
export function readLanguageSettings(sent: unknown): LanguageSettings {
  const of = (name: string): unknown => name.split('.').reduce<unknown>(member, sent);
  const kubernetesMinor = kubernetesMinorOf(of('kubernetesVersion'));
  return {
    ...(kubernetesMinor !== undefined && { kubernetesMinor }),
    profile: oneOf(profiles, of('profile')) ?? 'tuning',
    targetKernel: targetKernelOf(of('targetKernel')),
    containers: oneOf(containerUses, of('containers')) ?? 'none',
    rules: ruleSettings(of('rules')),
    alignEquals: of('format.alignEquals') === true,
    runningValues: of('inlayHints.runningValues') === true,
  };
}

/** Of `1.29`, `v1.29.3` and the like; undefined for anything else. */
export function kubernetesMinorOf(value: unknown): number | undefined {
  const minor = typeof value === 'string' ? /^v?1\.(\d{1,3})(?:\.\d+)?\b/.exec(value.trim())?.[1] : undefined;
  return minor === undefined ? undefined : Number(minor);
}

/** `auto`, `unknown`, or a version; anything else is `auto`. */
export function targetKernelOf(value: unknown): LanguageSettings['targetKernel'] {
  if (value === 'unknown') return 'unknown';
  return (typeof value === 'string' ? parseKernelVersion(value) : undefined) ?? 'auto';
}

function ruleSettings(value: unknown): RuleSettings {
  if (typeof value !== 'object' || value === null) return {};
  const wanted = Object.entries(value).flatMap(([rule, severity]): [string, Severity | 'off'][] => {
    const known = severity === 'off' ? 'off' : oneOf(severities, severity);
    return known === undefined ? [] : [[rule, known]];
  });
  return Object.fromEntries(wanted);
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((candidate) => candidate === value);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
