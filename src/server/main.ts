import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { localCollectors } from '../host/collectors.ts';
import { LocalHost } from '../host/localHost.ts';
import { registerGuide } from './guide.ts';
import { Inspections } from './inspections.ts';
import { languageCapabilities, registerLanguageFeatures } from './language/registerLanguageFeatures.ts';
import { registerInspections } from './registerInspections.ts';

/** The server process: a language server for sysctl files, with inspections as custom requests. Composition root. */
const connection = createConnection(ProposedFeatures.all);

connection.onInitialize((params) => {
  registerLanguageFeatures(connection, params);
  return { capabilities: languageCapabilities, serverInfo: { name: 'socket-diagnostics' } };
});

const inspections = new Inspections(
  new Map([['local', { host: new LocalHost(), collectors: localCollectors }]]),
);
registerInspections(connection, inspections);
registerGuide(connection);
connection.listen();
