import { commands, languages, type Disposable, type Uri } from 'vscode';
import { openLine } from './openLine.ts';

/** Time for the server to start, if necessary. */
const longestWaitMs = 10_000;

/** Opens the line that sets a parameter, with the list of the editor's fixes for it. */
export async function openFix(path: string, line: number): Promise<void> {
  const { document } = await openLine(path, line);
  await judged(document.uri, line - 1);
  await commands.executeCommand('editor.action.quickFix');
}

/** Resolves when there is a diagnostic for the line, or there will be none. */
async function judged(uri: Uri, line: number): Promise<void> {
  const isJudged = (): boolean =>
    languages.getDiagnostics(uri).some(({ range }) => range.start.line <= line && line <= range.end.line);
  if (isJudged()) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: Disposable | undefined;
  const told = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestWaitMs);
    subscription = languages.onDidChangeDiagnostics(() => {
      if (isJudged()) resolve();
    });
  });
  await told;
  clearTimeout(timer);
  subscription?.dispose();
}
