import { fileURLToPath } from 'node:url';
import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { fileCausesRequest, filesChangedNotification } from '../../core/protocol/causes.ts';
import { causesSetting } from '../../core/protocol/language.ts';
import { packedGrammars } from '../../host/grammars/packedGrammars.ts';
import type { Requests } from '../requests.ts';
import type { Trust } from '../trust.ts';
import { WorkspaceCauses } from './workspaceCauses.ts';

/** Serves the lines that use up connections. The folders are those that the editor opened with. */
export function registerCauses(
  connection: Connection,
  requests: Requests,
  { workspaceFolders, capabilities }: InitializeParams,
  trust: Trust,
): WorkspaceCauses {
  const canAsk = capabilities.workspace?.configuration === true;
  const isWanted = async (): Promise<boolean> =>
    !canAsk || ((await connection.workspace.getConfiguration(causesSetting)) as unknown) !== false;
  const causes = new WorkspaceCauses({
    trees: packedGrammars(__dirname),
    folders: (workspaceFolders ?? []).flatMap(({ uri }) =>
      uri.startsWith('file:') ? [fileURLToPath(uri)] : [],
    ),
    excludes: () => (canAsk ? excludedFiles(connection) : Promise.resolve([])),
    isAllowed: async () => trust.isGranted && (await isWanted()),
  });
  requests.on(fileCausesRequest, async (params) => ((await isWanted()) ? causes.ofFile(params) : []));
  requests.onNotification(filesChangedNotification, ({ paths }) => {
    causes.filesChanged(paths);
  });
  return causes;
}

/** What the editor hides from its file tree and its search. */
async function excludedFiles(connection: Connection): Promise<readonly string[]> {
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
