import { allowedSysctlsIn } from './kubernetes/allowedSysctls.ts';
import type { Assignment } from './assignment.ts';
import { portSettings, type PortSetting } from './ports/portSetting.ts';

/** What files of a repository say by which its other files are judged. */
export interface RepositoryFacts {
  readonly portSettings: readonly PortSetting[];
  /** Names of parameters that a kubelet allows in pods, and where it is told to. */
  readonly allowedSysctls: readonly AllowedSysctl[];
}

export interface AllowedSysctl {
  /** With dots; a `*` at the end stands for any rest. */
  readonly pattern: string;
  readonly file: string;
}

export const noFacts: RepositoryFacts = { portSettings: [], allowedSysctls: [] };

/** The facts in one file. `assignments` are absent for a file in no format that is known. */
export function repositoryFactsIn(
  file: string,
  text: string,
  assignments: readonly Assignment[] = [],
): RepositoryFacts {
  // A manual shows what others should write.
  const isManual = /\.(?:md|markdown|adoc|rst)$/i.test(file);
  return {
    portSettings: isManual ? [] : portSettings(assignments, { file, text }),
    allowedSysctls: isManual ? [] : allowedSysctlsIn(text).map((pattern) => ({ pattern, file })),
  };
}

/** Of all files but one. */
export function factsWithout(file: string, facts: RepositoryFacts): RepositoryFacts {
  return {
    portSettings: facts.portSettings.filter((one) => one.file !== file),
    allowedSysctls: facts.allowedSysctls.filter((one) => one.file !== file),
  };
}

export function joinedFacts(all: readonly RepositoryFacts[]): RepositoryFacts {
  return {
    portSettings: all.flatMap((one) => one.portSettings),
    allowedSysctls: all.flatMap(({ allowedSysctls }) => allowedSysctls),
  };
}

/** Whether a file may hold any of them: a first look that costs little. */
export function mayTellFacts(text: string): boolean {
  return /ip_local_(?:port_range|reserved_ports)|allowed_?-?unsafe_?-?sysctls/i.test(text);
}
