import type { Connection, MessageStrategy } from 'vscode-languageserver';
import { faultText } from '../core/protocol/schema.ts';
import { startOptions, trustNotification, type StartOptions } from '../core/protocol/startOptions.ts';
import type { Client, LanguageSources } from './client.ts';
import { registerGuide } from './guide.ts';
import { IncomingMessages } from './incomingMessages.ts';
import { languageCapabilities, registerLanguageFeatures } from './language/registerLanguageFeatures.ts';

import { invalidParams, Requests } from './requests.ts';
import { Trust } from './trust.ts';

/** Serves a client: the language features, the guide, and what `register` adds when the client has initialized. */
export function serve(
  connect: (strategy: MessageStrategy) => Connection,
  register: (client: Client) => LanguageSources,
): void {
  const incoming = new IncomingMessages();
  const connection = connect(incoming);

  connection.onInitialize((params) => {
    const sent: unknown = params.initializationOptions ?? {};
    const fault = startOptions.fault(sent, 'initializationOptions');
    if (fault !== undefined) throw invalidParams(faultText(fault));
    const options = sent as StartOptions;
    const trust = new Trust(options.isTrusted !== false);
    const requests = new Requests(connection, trust);
    const client: Client = { connection, params, options, trust, requests };
    registerGuide(requests);
    registerLanguageFeatures(client, register(client));
    requests.onNotification(trustNotification, () => {
      trust.grant();
    });
    incoming.begin();
    return {
      capabilities: {
        ...languageCapabilities(params.capabilities),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'socket-diagnostics' },
    };
  });

  incoming.refuseOn(connection);
  connection.listen();
}
