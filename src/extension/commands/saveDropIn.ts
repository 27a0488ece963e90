import { FileSystemError, l10n, Uri, window, workspace } from 'vscode';
import type { SaveDropInArguments } from '../../core/protocol/language.ts';
import { writeFile } from '../writeFile.ts';

/** Saves a file for a location that only root can write in the workspace, from where it can be installed. Asks for the location and before overwriting. */
export async function saveDropIn({ fileName, text }: SaveDropInArguments): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const suggested = folder && (await firstFree(folder, fileName));
  const target = await window.showSaveDialog({
    ...(suggested && { defaultUri: suggested }),
    filters: { [l10n.t('sysctl drop-in file')]: ['conf'] },
    title: l10n.t('Save Drop-in File'),
  });
  if (target === undefined) return;
  await writeFile(target, text);
  await window.showTextDocument(target);
}

async function firstFree(folder: Uri, fileName: string): Promise<Uri> {
  const directory = Uri.joinPath(folder, 'sysctl.d');
  for (let count = 0; ; count++) {
    const name = count === 0 ? fileName : fileName.replace(/\.conf$/, `-${String(count)}.conf`);
    const candidate = Uri.joinPath(directory, name);
    try {
      await workspace.fs.stat(candidate);
    } catch (error) {
      if (error instanceof FileSystemError) return candidate;
      throw error;
    }
  }
}
