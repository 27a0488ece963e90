import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Why the suites that make their own sockets cannot run here, or null. */
export function namespacesUnavailable(): string | null {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  return spawnSync('ip', ['-V']).status === 0 ? null : '`ip` (iproute2) is not installed';
}

/** Why the suites that open VS Code in a browser cannot run here, or null. */
export function workbenchUnavailable(): string | null {
  const reason = namespacesUnavailable();
  if (reason !== null) return reason;
  return existsSync('/usr/bin/chromium') ? null : 'chromium is not installed';
}
