import { Uri } from 'vscode';
import { LanguageServerClient } from './languageServerClient.ts';
import { ProcessClient } from './processClient.ts';
import type { CreateClient } from './server.ts';

/** The heavy bundle: `vscode-languageclient` lives here and is loaded by the first request. The server is a process. */
export const createClient: CreateClient = (options) => {
  const module = Uri.joinPath(options.extensionUri, 'dist', 'server.js').fsPath;
  return new LanguageServerClient(
    options,
    (clientOptions, life) => new ProcessClient(module, clientOptions, life),
  );
};
