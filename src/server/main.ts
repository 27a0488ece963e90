import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nativeCallsRequest } from '../core/protocol/nativeCalls.ts';
import { HostRegistry } from '../host/hostRegistry.ts';
import { superviseNativeCalls } from '../host/nativeCalls.ts';
import { usualSsh } from '../host/ssh/sshPlace.ts';
import type { Client, LanguageSources } from '../service/client.ts';
import { HeldInspections } from '../service/heldInspections.ts';
import { registerInspections } from '../service/registerInspections.ts';
import { serve } from '../service/serve.ts';
import { registerCauses } from './causes/registerCauses.ts';
import { nodeLanguagePlace } from './language/nodeLanguagePlace.ts';
import { nodeInspections, nodeRows } from './nodeInspections.ts';
import { registerParameters } from './parameters/registerParameters.ts';
import { startOf } from './program.ts';
import { registerFleet } from './registerFleet.ts';
import { registerHostChanges } from './registerHostChanges.ts';
import { registerHosts } from './registerHosts.ts';
import { sshSettings } from './sshSettings.ts';
import { WorkspaceFolders } from './workspaceFiles.ts';
import { WorkspaceRepository } from './workspaceRepository.ts';

/** The server process: a language server for sysctl files, with inspections as custom requests. Composition root. */
function register({ connection, params, options, trust, requests }: Client): LanguageSources {
  if (options.avoidsNetlink !== undefined)
    superviseNativeCalls({
      tell: (areRunning) => connection.sendRequest(nativeCallsRequest.method, { areRunning }),
      areAvoided: options.avoidsNetlink,
    });
  const registry = new HostRegistry({ ...usualSsh, ...sshSettings(options.ssh) });
  const folders = new WorkspaceFolders(connection, params);
  const repository = new WorkspaceRepository(connection, params, trust, folders);
  const causes = registerCauses(connection, requests, params, trust, folders, repository);
  const inspections = new HeldInspections(registry, nodeInspections, causes, repository);
  registerParameters(connection, requests, params, folders);
  registerInspections(requests, inspections, registry, nodeRows);
  registerHosts(connection, requests, registry, inspections);
  registerFleet(requests);
  registerHostChanges(requests, registry, options);
  return { repository, where: nodeLanguagePlace };
}

const start = startOf(process.argv.slice(2));
if ('args' in start) {
  process.argv.splice(2, Infinity, ...start.args); // where `createConnection` looks for the transport
  serve((messageStrategy) => createConnection(ProposedFeatures.all, { messageStrategy }), register);
} else process.stdout.write(start.text);
