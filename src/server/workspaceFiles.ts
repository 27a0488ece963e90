import { fileURLToPath } from 'node:url';
import type { Connection, InitializeParams } from 'vscode-languageserver/node';

/** The folders of a window, as far as they are on this machine. */
export function localFolders({
  workspaceFolders,
}: Pick<InitializeParams, 'workspaceFolders'>): readonly string[] {
  return (workspaceFolders ?? []).flatMap(({ uri }) => (uri.startsWith('file:') ? [fileURLToPath(uri)] : []));
}

/** What the editor hides from its file tree and its search. */
export async function excludedFiles(
  connection: Connection,
  { capabilities }: InitializeParams,
): Promise<readonly string[]> {
  if (capabilities.workspace?.configuration !== true) return [];
  const sections = (await connection.workspace.getConfiguration([
    { section: 'files.exclude' },
    { section: 'search.exclude' },
  ])) as readonly unknown[];
  return sections.flatMap((section) =>
    Object.entries((section ?? {}) as Readonly<Record<string, unknown>>).flatMap(([pattern, isOn]) =>
      isOn === true ? [pattern] : [],
    ),
  );
}
