import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { trustNotification, type LanguageOptions } from '../core/protocol/language.ts';
import type { SshSettings } from '../core/protocol/hosts.ts';
import { HostRegistry } from '../host/hostRegistry.ts';
import { usualSsh } from '../host/ssh/sshPlace.ts';
import { registerGuide } from './guide.ts';
import { Inspections } from './inspections.ts';
import { languageCapabilities, registerLanguageFeatures } from './language/registerLanguageFeatures.ts';
import { registerHostChanges } from './registerHostChanges.ts';
import { registerHosts } from './registerHosts.ts';
import { registerInspections } from './registerInspections.ts';
import { sshSettings } from './sshSettings.ts';
import { Trust } from './trust.ts';
import { trustedRequests } from './trustedRequests.ts';

/** The server process: a language server for sysctl files, with inspections as custom requests. Composition root. */
const connection = createConnection(ProposedFeatures.all);

connection.onInitialize((params) => {
  const options = (params.initializationOptions ?? {}) as LanguageOptions & { readonly ssh?: SshSettings };
  const trust = new Trust(options.isTrusted !== false);
  const requests = trustedRequests(connection, trust);
  const registry = new HostRegistry({ ...usualSsh, ...sshSettings(options.ssh) });
  const inspections = new Inspections(registry);
  registerLanguageFeatures(connection, params, trust);
  registerInspections(connection, requests, inspections);
  registerHosts(connection, requests, registry, inspections);
  registerHostChanges(connection, requests, registry, params.initializationOptions);
  connection.onNotification(trustNotification, () => {
    trust.grant();
  });
  return { capabilities: languageCapabilities, serverInfo: { name: 'socket-diagnostics' } };
});

registerGuide(connection);
connection.listen();
