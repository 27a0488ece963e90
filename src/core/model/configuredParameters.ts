/** The tool that applies the sysctl files of a host at boot. */
export type SysctlTool = 'systemd-sysctl' | 'procps';

/** The line of a configuration file that sets a kernel parameter. */
export interface ConfiguredValue {
  /** As written in the file, without surrounding white space. */
  readonly value: string;
  /** As the host names the file. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What the sysctl files of a host set, by dotted key: for each key the line that takes precedence. */
export interface ConfiguredParameters {
  readonly values: ReadonlyMap<string, ConfiguredValue>;
  /** The tool whose file order applies. */
  readonly tool: SysctlTool;
  /** Whether they are applied at boot to the network namespace that was inspected, not just to that of the machine. */
  readonly appliesHere: boolean;
  /** Whether they are on the machine that this process runs on, so that an editor can open them. */
  readonly canBeOpened: boolean;
}
