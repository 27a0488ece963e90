/** The scope of kernel parameters: this host, a host that an orchestrator manages, a pod or a container. */
export type AssignmentScope = 'host' | 'node' | 'pod' | 'container';

/**
 * When the value is written: at boot, immediately, when a pod or container starts (a rejected value is fatal there),
 * or during an image build, where it does not affect anything that runs later.
 */
export type AssignmentTime = 'boot' | 'now' | 'start' | 'build';

/** One assignment of a repository. Lines and columns count from 1, in UTF-16 code units. */
export interface InventoryEntry {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** With dots; a part that is not known before something runs is `?`. */
  readonly key: string;
  /** As it is written to the kernel; `?` where it is not known before something runs. */
  readonly value: string;
  readonly scope: AssignmentScope;
  readonly when: AssignmentTime;
  readonly format: string;
  readonly isTemplate: boolean;
}

/** What files set one parameter to. */
export interface ParameterGroup {
  readonly key: string;
  /** Whether the same scope gets different values, as far as they are known: the last to act wins, or one of them is forgotten. */
  readonly hasDifferentValues: boolean;
  /** In the order of the files. */
  readonly assignments: readonly InventoryEntry[];
}
