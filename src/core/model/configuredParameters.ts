/** What applies the sysctl files of a host when it boots. */
export type SysctlTool = 'systemd-sysctl' | 'procps';

/** The line of a configuration file that sets a kernel parameter. */
export interface ConfiguredValue {
  /** As the file has it, without surrounding white space. */
  readonly value: string;
  /** As the host names the file. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What the sysctl files of a host set, by dotted key: of each key the line that wins. */
export interface ConfiguredParameters {
  readonly values: ReadonlyMap<string, ConfiguredValue>;
  /** Whose order of files it is. */
  readonly tool: SysctlTool;
  /** Boot applies them to the network namespace that was inspected, and not only to the one of the machine. */
  readonly appliesHere: boolean;
  /** They are files of the machine that this process runs on: an editor can open them. */
  readonly canBeOpened: boolean;
}
