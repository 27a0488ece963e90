import { hostname } from 'node:os';
import type { Connection } from 'vscode-languageserver/node';
import { hostId, localHost } from '../core/model/hostId.ts';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import {
  forgetHostRequest,
  hostsRequest,
  saveSnapshotRequest,
  sshSettingsNotification,
  type HostsResult,
  type SaveParams,
  type SaveResult,
} from '../core/protocol/hosts.ts';
import type { HostRegistry } from '../host/hostRegistry.ts';
import { configuredHosts } from '../host/ssh/configuredHosts.ts';
import { writeSnapshotFile } from '../host/snapshotFile.ts';
import { usualSsh } from '../host/ssh/sshPlace.ts';
import type { HeldInspections } from '../service/heldInspections.ts';
import type { Requests } from '../service/requests.ts';
import { sshSettings } from './sshSettings.ts';

/** Serves requests about hosts, and closes all connections when the server ends. */
export function registerHosts(
  connection: Connection,
  requests: Requests,
  registry: HostRegistry,
  inspections: HeldInspections,
): void {
  requests.on(hostsRequest, () => listHosts(registry));
  requests.on(forgetHostRequest, async ({ host }) => {
    inspections.forget(host);
    await registry.forget(host);
    return null;
  });
  requests.on(saveSnapshotRequest, (params) => saveSnapshot(inspections, params));
  requests.onNotification(sshSettingsNotification, (settings) =>
    registry.useSsh({ ...usualSsh, ...sshSettings(settings) }),
  );
  connection.onShutdown(() => registry.dispose());
}

/** Writes an inspection to a file that can be opened again. */
function saveSnapshot(
  inspections: HeldInspections,
  { inspection: id, path }: SaveParams,
): Promise<SaveResult> {
  return inspections.read<SaveResult>(id, async (held) => {
    if (held === undefined) return { kind: 'stale' };
    const outcome = await writeSnapshotFile(path, held.inspection);
    return 'problem' in outcome ? { kind: 'failed', problem: outcome.problem } : { kind: 'saved' };
  });
}

async function listHosts(registry: HostRegistry): Promise<HostsResult> {
  const [namespaces, configured] = await Promise.all([
    process.platform === 'linux' ? registry.namespaces() : undefined,
    configuredHosts(registry.sshConfigFile),
  ]);
  const others = (namespaces && valueOf(namespaces)) ?? [];
  return {
    hosts: [
      { id: localHost, kind: 'local', label: hostname() },
      ...others.map(({ key, kind, name, pid }) => ({
        id: hostId('netns', key),
        kind,
        label: name,
        ...(pid !== undefined && { pid }),
      })),
    ],
    sshCandidates: configured.map(({ name, hostName }) => ({
      id: hostId('ssh', name),
      label: name,
      ...(hostName !== undefined && { hostName }),
    })),
    problems: namespaces === undefined ? [] : problemsOf(namespaces),
  };
}
