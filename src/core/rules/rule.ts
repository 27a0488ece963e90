import type { Aggregation } from '../aggregate/aggregation.ts';
import type { ConfiguredParameters } from '../model/configuredParameters.ts';
import type { CounterReadings } from '../model/counters.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { KernelVersion } from '../model/kernelVersion.ts';
import type { NatPorts } from '../model/natPorts.ts';
import type { Parameters, ParameterValue } from '../model/parameters.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { TimesFrom } from '../model/waitingTimes.ts';
import type { WatchedConnections } from '../model/watched.ts';
import type { DeclaredPorts } from '../model/servicePort.ts';
import type { UdpSocket } from '../model/udpSocket.ts';
import type { SocketTable } from '../model/socketTable.ts';

/** The input of a rule. A rule never depends on who calls it: a file and a running kernel provide the same kind of input. */
export interface RuleInput extends DeclaredPorts {
  /** From the open files or the running kernel; absent if they could not be read. */
  readonly parameters?: Parameters;
  /** Absent if not known: the rule then says "since …" instead of deciding. */
  readonly kernel?: KernelVersion;
  /** Absent for a file, and if the sockets could not be read. */
  readonly sockets?: SocketEvidence;
  readonly counters?: CounterReadings;
  /** UDP sockets; absent if they could not be read. In no count of TCP sockets. */
  readonly udp?: readonly UdpSocket[];
  /** Ports that a source NAT of the host uses, fullest first; empty where they cannot be a problem; absent for a file, and if they could not be read. */
  readonly nat?: readonly NatPorts[];
  /** Connections that ended; absent if nobody listened for them. */
  readonly connections?: WatchedConnections;
  /** Parameters set by files other than the judged ones. */
  readonly elsewhere?: Parameters;
  /** The running kernel's values when `parameters` come from files: used for keys that no file sets. A key that the kernel lacks is absent. */
  readonly running?: Parameters;
  /** What the files of a running host set for the judged network namespace; empty if they do not apply to it. */
  readonly configuration?: ConfiguredParameters['values'];
  /** Every assignment in the files, in the order in which it reaches the kernel; absent for a running kernel. */
  readonly writes?: readonly ParameterWrite[];
  /** Modules that are loaded at boot before the files are read; absent if not known. */
  readonly modulesAtBoot?: ReadonlySet<string>;
  /** Which advice takes precedence where tuning and hardening disagree; defaults to `tuning`. */
  readonly profile?: Profile;
  /** Whether the parameters are for a host that runs containers or are set inside a container; absent means neither. */
  readonly containers?: ContainerUse;
  /** Options of a pod or a container, which are written before its services start. */
  readonly isBeforeServices?: boolean;
}

export interface ParameterWrite extends ParameterValue {
  readonly key: string;
}

export const profiles = ['tuning', 'hardening'] as const;
export type Profile = (typeof profiles)[number];

export const containerUses = ['none', 'host', 'inside'] as const;
export type ContainerUse = (typeof containerUses)[number];

/** The sockets of a host and their aggregation. */
export interface SocketEvidence {
  readonly table: SocketTable;
  readonly aggregation: Aggregation;
  /** Owners of the sockets that the rules asked for; absent if they could not be read. */
  readonly owners?: SocketOwners;
  /** Why some owners, or what they do, could not be read, as a sentence; absent if nothing is missing. */
  readonly ownersGap?: string;
  /** Whether the source lists sockets that are bound but not connected. */
  readonly listsBound?: boolean;
  /** Where `quietMs` of the table comes from, or would; absent if that is not known. */
  readonly timesFrom?: TimesFrom;
  /** How much later `quietMs` of the table was asked for, in milliseconds; absent if it was not. */
  readonly lookedAgainAfterMs?: number;
}

/** A section of the input that a rule requires. */
export type RequiredInput =
  'parameters' | 'sockets' | 'counters' | 'nat' | 'configuration' | 'connections' | 'servicePorts';

/** What a rule could not judge although its sections are there. */
export interface Unsure {
  readonly missing: 'servicePorts' | 'processes' | 'secondReading' | 'queueLimits' | 'boundSockets';
  /** A sentence. */
  readonly reason: string;
}

/** Judges kernel parameters and, if present, evidence from a running host. Pure. */
export interface Rule {
  /** Readable and permanent: people use it in settings and comments. */
  readonly id: string;
  /** What is wrong, as a sentence without markup, which code hosts show; absent if the rule judges no file. */
  readonly about?: string;
  /** The guide section that explains the rule. */
  readonly section: string;
  /** The default severity; a finding or a setting can override it. */
  readonly severity: Severity;
  /** If any of these is missing, the rule is not run, and the report says so. */
  readonly requires: readonly RequiredInput[];
  /** The same for individual keys in `parameters`: if one is missing, the rule cannot judge. */
  readonly requiresKeys?: readonly string[];
  /** Single keys without which the rule judges only a part of what it could. */
  readonly judgesLessWithout?: readonly string[];
  /** What it could not judge of this input; undefined if nothing. */
  readonly unsure?: (input: RuleInput) => Unsure | undefined;
  /** Inodes of the (few) sockets whose owners the rule wants to name. */
  readonly ownersWanted?: (input: RuleInput) => readonly number[];
  readonly evaluate: (input: RuleInput) => readonly Finding[];
}
