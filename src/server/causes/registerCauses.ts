import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { fileCausesRequest, filesChangedNotification, scanRequest } from '../../core/protocol/causes.ts';
import { inspectProgressNotification } from '../../core/protocol/inspection.ts';
import { causesSetting } from '../../core/protocol/language.ts';
import { packedGrammars } from '../../host/grammars/packedGrammars.ts';
import type { Requests } from '../../service/requests.ts';
import type { Trust } from '../../service/trust.ts';
import { excludedFiles, type WorkspaceFolders } from '../workspaceFiles.ts';
import type { WorkspaceRepository } from '../workspaceRepository.ts';
import { WorkspaceCauses } from './workspaceCauses.ts';

/** Serves the lines that use up connections. */
export function registerCauses(
  connection: Connection,
  requests: Requests,
  params: InitializeParams,
  trust: Trust,
  folders: WorkspaceFolders,
  repository: Pick<WorkspaceRepository, 'filesChanged'>,
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
  requests.on(scanRequest, async ({ host }, signal) => {
    await causes.finishScan(signal, (message) => {
      requests.notify(inspectProgressNotification, { host, message });
    });
    return {};
  });
  requests.onNotification(filesChangedNotification, ({ paths }) => {
    causes.filesChanged(paths);
    repository.filesChanged();
  });
  return causes;
}
