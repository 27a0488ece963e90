import { workspace, type Disposable, type TextDocument } from 'vscode';
import { sysctlLanguageId } from './ids.ts';

/** Starts the server with the first sysctl file that is open; the language client tells it about all that are. */
export function startForSysctl(start: () => Promise<void>, onFailure: (error: unknown) => void): Disposable {
  let isStarted = false;
  const look = (document: TextDocument): void => {
    if (isStarted || document.languageId !== sysctlLanguageId) return;
    isStarted = true;
    start().catch((error: unknown) => {
      isStarted = false;
      onFailure(error);
    });
  };
  const listener = workspace.onDidOpenTextDocument(look);
  workspace.textDocuments.forEach(look);
  return listener;
}
