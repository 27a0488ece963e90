import { Disposable, languages, workspace, type TextDocument } from 'vscode';
import { parameterMentions } from '../core/model/parameterMentions.ts';
import { parameterFiles, parameterLanguages } from '../core/protocol/language.ts';
import { sysctlLanguageId } from './ids.ts';

/** Starts the server with the first open file that sets kernel parameters; the language client tells it about all of them. */
export function startForParameters(
  start: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Disposable {
  const others = [
    ...parameterLanguages.map((language) => ({ language })),
    ...parameterFiles.map((pattern) => ({ pattern })),
  ];
  let isStarted = false;
  const look = (document: TextDocument): void => {
    if (isStarted) return;
    const isOne =
      document.languageId === sysctlLanguageId ||
      (languages.match(others, document) > 0 && mayMatter(document.getText()));
    if (!isOne) return;
    isStarted = true;
    start().catch((error: unknown) => {
      isStarted = false;
      onFailure(error);
    });
  };
  const listeners = [workspace.onDidOpenTextDocument(look), workspace.onDidSaveTextDocument(look)];
  workspace.textDocuments.forEach(look);
  return Disposable.from(...listeners);
}

/** Ports that a container gives to its host are everywhere, and no reason to start a process. */
function mayMatter(text: string): boolean {
  return (
    parameterMentions.test(text) || /\bhost(?:Network|Port)\b|\bnetwork_mode\b|^ListenStream\b/m.test(text)
  );
}
