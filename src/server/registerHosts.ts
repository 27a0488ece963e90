import { hostname } from 'node:os';
import type { Connection } from 'vscode-languageserver/node';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import {
  forgetHostRequest,
  hostsRequest,
  saveSnapshotRequest,
  type ForgetHostParams,
  type HostsResult,
  type SaveParams,
} from '../core/protocol/hosts.ts';
import type { HostRegistry } from '../host/hostRegistry.ts';
import { configuredHosts } from '../host/ssh/configuredHosts.ts';
import type { Inspections } from './inspections.ts';

/** Serves what can be inspected, and ends all connections with the server. */
export function registerHosts(
  connection: Connection,
  registry: HostRegistry,
  inspections: Inspections,
  sshConfigFile: string | undefined,
): void {
  connection.onRequest(hostsRequest, () => listHosts(registry, sshConfigFile));
  connection.onRequest(forgetHostRequest, async ({ host }: ForgetHostParams) => {
    inspections.forget(host);
    await registry.forget(host);
    return null;
  });
  connection.onRequest(saveSnapshotRequest, (params: SaveParams) => inspections.save(params));
  connection.onShutdown(() => registry.dispose());
}

async function listHosts(registry: HostRegistry, sshConfigFile: string | undefined): Promise<HostsResult> {
  const [namespaces, configured] = await Promise.all([
    process.platform === 'linux' ? registry.namespaces() : undefined,
    configuredHosts(sshConfigFile),
  ]);
  const others = (namespaces && valueOf(namespaces)) ?? [];
  return {
    hosts: [
      { id: 'local', kind: 'local', label: hostname() },
      ...others.map(({ key, kind, name, pid }) => ({
        id: `netns:${key}`,
        kind,
        label: name,
        ...(pid !== undefined && { pid }),
      })),
    ],
    sshCandidates: configured.map(({ name, hostName }) => ({
      id: `ssh:${name}`,
      label: name,
      ...(hostName !== undefined && { hostName }),
    })),
    problems: namespaces === undefined ? [] : problemsOf(namespaces),
  };
}
