import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { HostRegistry } from '../host/hostRegistry.ts';
import { usualSsh } from '../host/ssh/sshPlace.ts';
import { registerGuide } from './guide.ts';
import { Inspections } from './inspections.ts';
import { languageCapabilities, registerLanguageFeatures } from './language/registerLanguageFeatures.ts';
import { registerHostChanges } from './registerHostChanges.ts';
import { registerHosts } from './registerHosts.ts';
import { registerInspections } from './registerInspections.ts';
import { sshSettings } from './sshSettings.ts';

/** The server process: a language server for sysctl files, with inspections as custom requests. Composition root. */
const connection = createConnection(ProposedFeatures.all);

connection.onInitialize((params) => {
  const ssh = sshSettings(params.initializationOptions);
  const registry = new HostRegistry({ ...usualSsh, ...ssh });
  const inspections = new Inspections(registry);
  registerLanguageFeatures(connection, params);
  registerInspections(connection, inspections);
  registerHosts(connection, registry, inspections, ssh.configFile);
  registerHostChanges(connection, registry, params.initializationOptions);
  return { capabilities: languageCapabilities, serverInfo: { name: 'socket-diagnostics' } };
});

registerGuide(connection);
connection.listen();
