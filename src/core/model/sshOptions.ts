/** How to call the user's own ssh. */
export interface SshOptions {
  readonly program: string;
  /** Read instead of `~/.ssh/config`. */
  readonly configFile?: string;
  readonly connectSeconds: number;
}
