import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { oldest } from '../workbench/editions.ts';

/**
 * Words to put before a command that makes network namespaces: root needs none, and another user gets a user namespace in
 * which that is allowed, with a network of its own (`lo` alone) and a /run of its own, where `ip netns` writes.
 */
export const namespaceRights: readonly string[] =
  process.getuid?.() === 0
    ? []
    : [
        ...['unshare', '--user', '--map-root-user', '--mount', '--net', '--', 'sh', '-ec'],
        'PATH=$PATH:/usr/sbin:/sbin; mount -t tmpfs tmpfs /run; ip link set lo up; exec "$@"',
        'sh',
      ];

/** Why the suites that make their own sockets cannot run here, or null. */
export function namespacesUnavailable(): string | null {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  const refused = failureOf([...namespaceRights, 'true']);
  if (refused !== null)
    return `network namespaces need root or a user namespace, which this system refuses: ${refused}`;
  return failureOf([...namespaceRights, 'ip', '-V']) === null
    ? null
    : '`ip` (package iproute2) is not installed';
}

function failureOf([command = '', ...args]: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}

/** Why the suites that open VS Code in a browser cannot run here, or null. */
export function workbenchUnavailable(): string | null {
  const reason = namespacesUnavailable();
  if (reason !== null) return reason;
  return existsSync('/usr/bin/chromium') ? null : 'chromium is not installed';
}

/** The same for the oldest VS Code. */
export async function oldestUnavailable(): Promise<string | null> {
  const reason = workbenchUnavailable();
  if (reason !== null) return reason;
  return (await oldest.node()) === undefined ? 'there is no Node.js 20 on the PATH' : null;
}
