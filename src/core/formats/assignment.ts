import type { ServiceName } from './compose/serviceName.ts';
import type { SysctlKey } from '../parse/sysctlKey.ts';
import type { Span } from '../parse/sysctlLine.ts';
import type { AssignmentScope, AssignmentTime } from '../model/inventoryEntry.ts';
import type { TextEdit, TextRange } from '../model/textRange.ts';

/** By which way a value gets to a pod or a container, if that decides whether it arrives. */
export type AssignmentRoute =
  /** The list in the security context of a pod; below a container it is an unknown field. */
  | { readonly kind: 'pod'; readonly shared: SharedNamespaces; readonly isBelowContainer: boolean }
  /** An option of the container, which its runtime writes before the first process starts. */
  | {
      readonly kind: 'container';
      readonly shared: SharedNamespaces;
      readonly service?: ServiceRoute;
      readonly heirs?: HeirsOnHost;
      readonly network?: JoinedNetwork;
    }
  /** A command that runs in the container of a Compose service, if other files decide about its namespaces. */
  | { readonly kind: 'serviceCommand'; readonly service: ServiceRoute }
  /** A command that runs in a container of a pod. */
  | { readonly kind: 'podCommand'; readonly isPrivileged: boolean; readonly isInit: boolean }
  /** A command that runs while an image is built, or a file that it leaves there. */
  | { readonly kind: 'imageBuild'; readonly isFile: boolean };

/** The names of services in the same file that extend one, with its parameters, and share a namespace of the host. */
export interface HeirsOnHost {
  readonly network?: string;
  readonly ipc?: string;
}

/** A service of a Compose file, as far as other files decide about its namespaces. */
export interface ServiceRoute {
  readonly own: ServiceName;
  /** The services of other files that say whose namespaces it has, if its own file does not. */
  readonly network?: ServiceName;
  readonly ipc?: ServiceName;
}

/** Whose network a container has, if several containers of the file have it and may set the same parameters. */
export interface JoinedNetwork {
  /** The name of the service that has it first; absent if that is not in the same file. */
  readonly owner?: string;
  /** How many services are between this one and the owner, so that it starts that much later. */
  readonly joins: number;
  /** The same number for those that have this network and start in the same profiles; absent if the file does not tell. */
  readonly unit?: number;
}

/** Namespaces of the host that a pod or a container shares. */
export interface SharedNamespaces {
  readonly network: boolean;
  readonly ipc: boolean;
}

/** A text with its position in the file. */
export interface PlacedText {
  readonly text: string;
  readonly range: TextRange;
}

/** A list in which it is a mistake to set a key twice. */
export interface AssignmentList {
  readonly name: string;
  /** Of several lists with this name, counted from the beginning of the file. */
  readonly number?: number;
  /** What runs in it earlier or later than where it stands: by the stage, and there by the line of what sets it. */
  readonly turn?: { readonly stage: number; readonly line?: number };
  readonly rejectedBy?: 'Nix' | 'Puppet';
}

/** What a format saw besides, each for the one rule that judges it. */
export interface AssignmentRemarks {
  /** A scalar without quotes, which YAML gives a type. */
  readonly isPlainScalar?: boolean;
  /** Whose API takes only strings by the names of parameters, and what it gets in place of one; absent if it gets a string. */
  readonly notString?: {
    readonly what: 'number' | 'boolean' | 'date' | 'table';
    readonly by: 'Bottlerocket';
  };
  /** As it is written, if the type changes what reaches the kernel. */
  readonly typedFrom?: string;
  /** A number before `>`, which is no part of the value, and what makes it one. */
  readonly descriptor?: PlacedText & { readonly edits: readonly TextEdit[] };
  /** `key = value` if blanks belong to the key, and what takes them away. */
  readonly blankPair?: { readonly range: TextRange; readonly edits: readonly TextEdit[] };
  /** The value is only raised to this one, or only lowered. */
  readonly bound?: 'least' | 'most';
  /** A node pool of AKS, which has ranges of its own. */
  readonly isAks?: boolean;
  /** A key of Nix without quotes is a path of nested sets; what puts it into quotes. */
  readonly unquotedKey?: readonly TextEdit[];
  /** The tool writes a file, and nothing reads it before the next boot. */
  readonly isNotApplied?: boolean;
  /** By a name that is its own in the file. Absent if the unit tells where a second one of the same key is a mistake. */
  readonly list?: AssignmentList;
  /** The format has another place for it by now. */
  readonly isDeprecatedPlace?: boolean;
}

/** One kernel parameter that a file sets, in any format, with the edits that can be made to it. */
export interface Assignment {
  readonly key: SysctlKey;
  /** As the file has it. */
  readonly writtenKey: PlacedText;
  /** As it is passed to the kernel, without the quotes and escapes of the format. Its range covers the value as written in the file. */
  readonly value: PlacedText;
  readonly scope: AssignmentScope;
  readonly when: AssignmentTime;
  /** Assignments of one unit reach the same parameters: one file of a host, one pod, one service. */
  readonly unit: number;
  readonly route?: AssignmentRoute | undefined;
  readonly remarks?: AssignmentRemarks | undefined;
  /** Whether a template engine, a shell or a variable will provide the key or the value, so that nothing is known about it yet. */
  readonly isTemplate: boolean;
  /** The value is there, and nothing has yet to write it. */
  readonly isValueKnown: boolean;
  /** The line before which a comment about it can be inserted; undefined if that is not possible. */
  readonly commentLine: number | undefined;
  /** The position of a part of the value, or of the whole value if its characters are not written one by one. */
  partRange(part: Span): TextRange;
  /** Edits are undefined if the format or the position does not allow them. */
  setPart(part: Span, text: string): readonly TextEdit[] | undefined;
  setValue(value: string): readonly TextEdit[] | undefined;
  rename(key: string): readonly TextEdit[] | undefined;
  remove(): readonly TextEdit[] | undefined;
  /** Sets another key directly after this one, in the same way. */
  addAfter(key: string, value: string): readonly TextEdit[] | undefined;
}
