import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { localCollectors } from '../host/collectors.ts';
import { LocalHost } from '../host/localHost.ts';
import { registerGuide } from './guide.ts';
import { Inspections } from './inspections.ts';
import { registerInspections } from './registerInspections.ts';

/** The server process: inspections as custom requests of a language server. Composition root. */
const connection = createConnection(ProposedFeatures.all);

connection.onInitialize(() => ({
  capabilities: { textDocumentSync: TextDocumentSyncKind.None },
  serverInfo: { name: 'socket-diagnostics' },
}));

const inspections = new Inspections(
  new Map([['local', { host: new LocalHost(), collectors: localCollectors }]]),
);
registerInspections(connection, inspections);
registerGuide(connection);
connection.listen();
