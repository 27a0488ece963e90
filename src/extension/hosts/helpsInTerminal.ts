const withTerminal: ReadonlySet<string> = new Set([
  'ssh-host-key-unknown',
  'ssh-password-needed',
  'ssh-not-authenticated',
]);

/** Whether the user can resolve a failure with this code by connecting once in a terminal. */
export function helpsInTerminal(code: string): boolean {
  return withTerminal.has(code);
}
