/** What the suite inside the extension host leaves in its file for the benchmark. All times in milliseconds. */
export interface ExtensionFigures {
  /** Undefined if something else had activated the extension already. */
  readonly activationMs: number | undefined;
  readonly delays: readonly EventLoopDelay[];
  /** Command lines of the child processes of the extension host that came with us, with no view visible. */
  readonly idleProcesses: readonly string[];
}

/** How late timers were while something ran. */
export interface EventLoopDelay {
  /** `idle`, or the collector of the inspection. */
  readonly during: string;
  readonly tookMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}
