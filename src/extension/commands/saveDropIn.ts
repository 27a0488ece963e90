import { FileSystemError, Uri, window, workspace } from 'vscode';
import type { SaveDropInArguments } from '../../core/protocol/language.ts';
import type { CommandTypes } from '../commandTypes.ts';
import { fileNotWritten } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { Surroundings } from '../surroundings.ts';
import { closePreview, textPreview } from '../textPreview.ts';
import { writeFile } from '../writeFile.ts';

type Rights = Pick<Surroundings, 'copyRights'>;

/** Saves a file for a location that only root can write in the workspace, from where it can be installed. */
export function saveDropInCommand(failures: Failures, rights: Rights): CommandTypes['saveDropIn'] {
  const run: CommandTypes['saveDropIn'] = async (file) => {
    try {
      await save(file, rights);
    } catch (error) {
      void failures.show(fileNotWritten(file.fileName, error), () => run(file));
    }
  };
  return run;
}

/** Shows the text, which can have what a host said in it, and asks whether and where to save it, and before overwriting. */
async function save({ fileName, text }: SaveDropInArguments, rights: Rights): Promise<void> {
  const preview = textPreview(`/sysctl.d/${fileName}`, text);
  try {
    await window.showTextDocument(preview, { preview: false });
    const [yes, no] = ['Save…', 'Discard'];
    if ((await window.showInformationMessage(`Save this text as ${fileName}?`, yes, no)) !== yes) return;
    const target = await chosenPlace(fileName);
    if (target === undefined) return;
    await writeFile(target, text, rights);
    await window.showTextDocument(target);
  } finally {
    await closePreview(preview);
  }
}

async function chosenPlace(fileName: string): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const suggested = folder && (await firstFree(folder, fileName));
  return window.showSaveDialog({
    ...(suggested && { defaultUri: suggested }),
    filters: { ['sysctl drop-in file']: ['conf'] },
    title: 'Save Drop-in File',
  });
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
