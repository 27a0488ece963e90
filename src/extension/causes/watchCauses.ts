import { Disposable, window, workspace, type TextEditor } from 'vscode';
import type { Inspections } from '../inspection/inspections.ts';

/**
 * Loads what shows causes in the editor: with the first inspection in a window that has a folder open. Where none can be made, as
 * the workspace is not trusted, with the first file in an editor: what it loads knows which of them may have such a line.
 */
export function watchCauses(
  inspections: Inspections,
  isTrusted: () => boolean,
  load: () => Promise<Pick<Disposable, 'dispose'>>,
): Disposable {
  let loaded: Promise<Pick<Disposable, 'dispose'>> | undefined;
  const loadOnce = (): void => {
    if ((workspace.workspaceFolders?.length ?? 0) > 0) loaded ??= load();
  };
  const seen = (editors: readonly TextEditor[]): void => {
    if (!isTrusted() && editors.some(({ document }) => document.uri.scheme === 'file')) loadOnce();
  };
  const subscription = Disposable.from(
    inspections.onDidChange(({ state }) => {
      if (state.kind === 'done') loadOnce();
    }),
    window.onDidChangeVisibleTextEditors(seen),
  );
  seen(window.visibleTextEditors);
  return new Disposable(() => {
    subscription.dispose();
    void loaded?.then((controller) => {
      controller.dispose();
    });
  });
}
