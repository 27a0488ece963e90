import { env } from 'vscode';

/** Why tests that make and count sockets do not run here; null if VS Code's server runs in a namespace of its own. */
export function desktopReason(): string | null {
  return env.remoteName === undefined ? 'a desktop has no network namespace of its own to count in' : null;
}
