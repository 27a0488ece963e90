import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { noFacts } from '../core/formats/repositoryFacts.ts';
import { forgetHostRequest } from '../core/protocol/hosts.ts';
import type { Client, LanguageSources } from '../service/client.ts';
import { HeldInspections } from '../service/heldInspections.ts';
import { registerInspections } from '../service/registerInspections.ts';
import { serve } from '../service/serve.ts';
import { browserInspections, browserRows } from './browserInspections.ts';
import { browserLanguagePlace } from './browserLanguagePlace.ts';
import { snapshotPlaces } from './snapshotPlaces.ts';

declare const self: DedicatedWorkerGlobalScope;

/** The server in a browser: a worker that judges open documents and saved inspections. Composition root. */
function register({ connection, requests }: Client): LanguageSources {
  const inspections = new HeldInspections(snapshotPlaces, browserInspections(connection));
  registerInspections(requests, inspections, snapshotPlaces, browserRows);
  requests.on(forgetHostRequest, ({ host }) => {
    inspections.forget(host);
    return null;
  });
  return {
    repository: { get: () => Promise.resolve({ facts: noFacts }), filesChanged: () => undefined },
    where: browserLanguagePlace,
  };
}

serve(
  (messageStrategy) =>
    createConnection(ProposedFeatures.all, new BrowserMessageReader(self), new BrowserMessageWriter(self), {
      messageStrategy,
    }),
  register,
);
// The client waits for it (startedWorker.ts): the first message of a script that could not be loaded never comes.
self.postMessage('listening');
