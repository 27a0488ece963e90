import { Disposable, workspace } from 'vscode';
import type { Inspections } from '../inspection/inspections.ts';

/** Loads what shows causes in the editor with the first inspection in a window that has a folder open. */
export function watchCauses(
  inspections: Inspections,
  load: () => Promise<Pick<Disposable, 'dispose'>>,
): Disposable {
  let loaded: Promise<Pick<Disposable, 'dispose'>> | undefined;
  const subscription = inspections.onDidChange(({ state }) => {
    if (state.kind === 'done' && (workspace.workspaceFolders?.length ?? 0) > 0) loaded ??= load();
  });
  return new Disposable(() => {
    subscription.dispose();
    void loaded?.then((controller) => {
      controller.dispose();
    });
  });
}
