import { fileURLToPath } from 'node:url';
import {
  DidChangeWorkspaceFoldersNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { excludeSettings } from '../service/excludeSettings.ts';

/** The folders of the window as it is now, as far as they are on this machine. */
export class WorkspaceFolders {
  #paths: readonly string[];

  constructor(connection: Connection, { workspaceFolders }: Pick<InitializeParams, 'workspaceFolders'>) {
    this.#paths = localPaths(workspaceFolders ?? []);
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      const [added, removed] = [localPaths(event.added), localPaths(event.removed)];
      this.#paths = [...new Set([...this.#paths.filter((path) => !removed.includes(path)), ...added])];
    });
  }

  /** Absolute. */
  get paths(): readonly string[] {
    return this.#paths;
  }
}

function localPaths(folders: readonly { readonly uri: string }[]): readonly string[] {
  return folders.flatMap(({ uri }) => (uri.startsWith('file:') ? [fileURLToPath(uri)] : []));
}

/** What the editor hides from its file tree and its search. */
export async function excludedFiles(
  connection: Connection,
  { capabilities }: InitializeParams,
): Promise<readonly string[]> {
  if (capabilities.workspace?.configuration !== true) return [];
  const sections = (await connection.workspace.getConfiguration(
    excludeSettings.map((section) => ({ section })),
  )) as readonly unknown[];
  return sections.flatMap((section) =>
    Object.entries((section ?? {}) as Readonly<Record<string, unknown>>).flatMap(([pattern, isOn]) =>
      isOn === true ? [pattern] : [],
    ),
  );
}
