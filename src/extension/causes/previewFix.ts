import { commands, type Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { CauseFix } from '../../core/protocol/causes.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import { closePreview, textPreview } from '../textPreview.ts';
import { rangeOf } from './causeDiagnostic.ts';

/**
 * Shows a file before and after a fix side by side, and applies the fix if the user agrees: all of its edits or none, because
 * some of them alone can make things worse, and none if the text has changed since.
 */
export async function previewFix(uri: Uri, version: number, fix: CauseFix): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  if (document.version !== version) return;
  const after = previewOf(document, fix);
  const title = plainLabel(fix.title);
  const name = plainLabel(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  await commands.executeCommand('vscode.diff', uri, after, `${name}: ${title}`);
  const [apply, discard] = ['Apply', 'Discard'];
  const chosen = await window.showInformationMessage(
    `${title}? All changes are made together.`,
    apply,
    discard,
  );
  await closePreview(after);
  if (chosen !== apply) return;
  if (document.version !== version) {
    void window.showWarningMessage(`${name} has changed since. Nothing was applied: choose the fix again.`);
    return;
  }
  await workspace.applyEdit(editOf(uri, fix));
  await window.showTextDocument(document);
}

/** All edits of a fix as one. */
export function editOf(uri: Uri, { edits }: CauseFix): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(uri, rangeOf(range), newText);
  return edit;
}

function previewOf(document: TextDocument, { edits }: CauseFix): Uri {
  const offsets = edits.map(({ range, newText }) => {
    const { start, end } = rangeOf(range);
    return { from: document.offsetAt(start), to: document.offsetAt(end), newText };
  });
  const text = offsets
    .sort((a, b) => b.from - a.from)
    .reduce(
      (before, { from, to, newText }) => before.slice(0, from) + newText + before.slice(to),
      document.getText(),
    );
  return textPreview(document.uri.path, text);
}
