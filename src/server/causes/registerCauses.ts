import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { fileCausesRequest, filesChangedNotification } from '../../core/protocol/causes.ts';
import { causesSetting } from '../../core/protocol/language.ts';
import { packedGrammars } from '../../host/grammars/packedGrammars.ts';
import type { Requests } from '../requests.ts';
import type { Trust } from '../trust.ts';
import { excludedFiles, type WorkspaceFolders } from '../workspaceFiles.ts';
import { WorkspaceCauses } from './workspaceCauses.ts';

/** Serves the lines that use up connections. */
export function registerCauses(
  connection: Connection,
  requests: Requests,
  params: InitializeParams,
  trust: Trust,
  folders: WorkspaceFolders,
): WorkspaceCauses {
  const canAsk = params.capabilities.workspace?.configuration === true;
  const isWanted = async (): Promise<boolean> =>
    !canAsk || ((await connection.workspace.getConfiguration(causesSetting)) as unknown) !== false;
  const causes = new WorkspaceCauses({
    trees: packedGrammars(__dirname),
    folders: () => folders.paths,
    excludes: () => excludedFiles(connection, params),
    isAllowed: async () => trust.isGranted && (await isWanted()),
  });
  requests.on(fileCausesRequest, async (file) => ((await isWanted()) ? causes.ofFile(file) : []));
  requests.onNotification(filesChangedNotification, ({ paths }) => {
    causes.filesChanged(paths);
  });
  return causes;
}
