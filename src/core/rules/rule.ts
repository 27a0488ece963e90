import type { Aggregation } from '../aggregate/aggregation.ts';
import type { ConfiguredParameters } from '../model/configuredParameters.ts';
import type { CounterReadings } from '../model/counters.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { KernelVersion } from '../model/kernelVersion.ts';
import type { Parameters, ParameterValue } from '../model/parameters.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { SocketTable } from '../model/socketTable.ts';

/** What a rule may look at. A rule never asks who calls it: a file and a running kernel give the same kind of input. */
export interface RuleInput {
  /** Of the open files, or of the running kernel; absent where they could not be read. */
  readonly parameters?: Parameters;
  /** Absent where it is not known: the rule then says "since …" instead of deciding. */
  readonly kernel?: KernelVersion;
  /** Absent for a file, and where the sockets could not be read. */
  readonly sockets?: SocketEvidence;
  readonly counters?: CounterReadings;
  /** What other files set than those that are judged. */
  readonly elsewhere?: Parameters;
  /** The running kernel's values beside `parameters` of files: for keys that no file sets. A missing key is absent there. */
  readonly running?: Parameters;
  /** What the files of a running host set for the network namespace that is judged; empty where they are not for it. */
  readonly configuration?: ConfiguredParameters['values'];
  /** Every assignment of the files in the order in which it reaches the kernel; absent for a running kernel. */
  readonly writes?: readonly ParameterWrite[];
  /** Modules that boot loads before it reads the files; absent where that is not known. */
  readonly modulesAtBoot?: ReadonlySet<string>;
  /** Which side weighs more where tuning and hardening advice differ; `tuning` where absent. */
  readonly profile?: Profile;
  /** Whether the parameters are for a host with containers, or are set inside one; neither where absent. */
  readonly containers?: ContainerUse;
}

export interface ParameterWrite extends ParameterValue {
  readonly key: string;
}

export const profiles = ['tuning', 'hardening'] as const;
export type Profile = (typeof profiles)[number];

export const containerUses = ['none', 'host', 'inside'] as const;
export type ContainerUse = (typeof containerUses)[number];

/** The sockets of a host, with what was folded out of them. */
export interface SocketEvidence {
  readonly table: SocketTable;
  readonly aggregation: Aggregation;
  /** Owners of the sockets that the rules asked for; absent where they could not be read. */
  readonly owners?: SocketOwners;
}

/** A part of the input that a rule cannot do without. */
export type RequiredInput = 'parameters' | 'sockets' | 'counters' | 'configuration';

/** Judges kernel parameters, and evidence of a running host where there is some. Pure. */
export interface ParameterRule {
  /** Readable, stable for ever: people write it into settings and comments. */
  readonly id: string;
  /** The guide section that explains it. */
  readonly section: string;
  /** The severity unless the finding says otherwise or a setting changes it. */
  readonly severity: Severity;
  /** Without these the rule is not asked, and the report says so. */
  readonly requires: readonly RequiredInput[];
  /** The same for single keys of `parameters`: without one of them the rule would be silent for want of it. */
  readonly requiresKeys?: readonly string[];
  /** Inodes of the sockets whose owner the rule wants to name, few. */
  readonly ownersWanted?: (input: RuleInput) => readonly number[];
  readonly evaluate: (input: RuleInput) => readonly Finding[];
}
