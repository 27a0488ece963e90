const withTerminal: ReadonlySet<string> = new Set([
  'ssh-host-key-unknown',
  'ssh-password-needed',
  'ssh-not-authenticated',
]);

/** Whether a failure with this code is one that the user can end by connecting once in a terminal. */
export function helpsInTerminal(code: string): boolean {
  return withTerminal.has(code);
}
