import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { faultText } from '../core/protocol/schema.ts';
import { startOptions, trustNotification, type StartOptions } from '../core/protocol/startOptions.ts';
import { HostRegistry } from '../host/hostRegistry.ts';
import { usualSsh } from '../host/ssh/sshPlace.ts';
import { startOf } from './program.ts';
import { registerCauses } from './causes/registerCauses.ts';
import { registerFleet } from './registerFleet.ts';
import { registerGuide } from './guide.ts';
import { HeldInspections } from './heldInspections.ts';
import { languageCapabilities, registerLanguageFeatures } from './language/registerLanguageFeatures.ts';
import { Lifecycle } from './lifecycle.ts';
import { registerHostChanges } from './registerHostChanges.ts';
import { registerHosts } from './registerHosts.ts';
import { registerInspections } from './registerInspections.ts';
import { registerParameters } from './parameters/registerParameters.ts';
import { invalidParams, Requests } from './requests.ts';
import { sshSettings } from './sshSettings.ts';
import { Trust } from './trust.ts';
import { WorkspaceFolders } from './workspaceFiles.ts';
import { WorkspaceRepository } from './workspaceRepository.ts';

/** The server process: a language server for sysctl files, with inspections as custom requests. Composition root. */
function serve(): void {
  const lifecycle = new Lifecycle();
  const connection = createConnection(ProposedFeatures.all, { messageStrategy: lifecycle });

  connection.onInitialize((params) => {
    const sent: unknown = params.initializationOptions ?? {};
    const fault = startOptions.fault(sent, 'initializationOptions');
    if (fault !== undefined) throw invalidParams(faultText(fault));
    const options = sent as StartOptions;
    const trust = new Trust(options.isTrusted !== false);
    const requests = new Requests(connection, trust);
    const registry = new HostRegistry({ ...usualSsh, ...sshSettings(options.ssh) });
    const folders = new WorkspaceFolders(connection, params);
    const repository = new WorkspaceRepository(connection, params, trust, folders);
    const causes = registerCauses(connection, requests, params, trust, folders, repository);
    const inspections = new HeldInspections(registry, causes, repository);
    registerLanguageFeatures(connection, params.capabilities, options, trust, requests, repository);
    registerGuide(requests);
    registerParameters(connection, requests, params, folders);
    registerInspections(requests, inspections, registry);
    registerHosts(connection, requests, registry, inspections);
    registerFleet(requests);
    registerHostChanges(requests, registry, options);
    requests.onNotification(trustNotification, () => {
      trust.grant();
    });
    lifecycle.begin();
    return {
      capabilities: {
        ...languageCapabilities(params.capabilities),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'socket-diagnostics' },
    };
  });

  lifecycle.refuseOn(connection);
  connection.listen();
}

const start = startOf(process.argv.slice(2));
if ('args' in start) {
  process.argv.splice(2, Infinity, ...start.args); // where `createConnection` looks for the transport
  serve();
} else process.stdout.write(start.text);
