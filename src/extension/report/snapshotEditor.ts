import { workspace, type CustomDocument, type Uri, type WebviewPanel } from 'vscode';
import { hostId } from '../../core/model/hostId.ts';
import { inspectionFailed, isUserError, untrustedWorkspace } from '../errors.ts';
import { openSnapshotFile } from '../inspection/openSnapshotFile.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ReportSerializerParts } from './reportSerializer.ts';
import { WaitingPanel } from './waitingPanel.ts';

export interface SnapshotEditorParts extends ReportSerializerParts {
  readonly extensionUri: Uri;
  readonly surroundings: Surroundings;
}

/** The editor of `*.sockets.json`: the report of the snapshot. A file that cannot be read keeps its tab, which says why. */
export class SnapshotEditor {
  readonly #parts: SnapshotEditorParts;

  constructor(parts: SnapshotEditorParts) {
    this.#parts = parts;
  }

  async resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): Promise<void> {
    const { extensionUri, failures, inspections, isTrusted, panels, surroundings } = this.#parts;
    const waiting = new WaitingPanel(
      {
        extensionUri,
        retry: () => open(),
        onFailure: (error) => {
          failures.note(error);
        },
      },
      panel,
    );
    const trusted = workspace.onDidGrantWorkspaceTrust(() => void open());
    let isWaiting = true;
    /** The tab is closed, or another page's. */
    const leave = (): void => {
      isWaiting = false;
      waiting.dispose();
      trusted.dispose();
      closed.dispose();
    };
    const closed = panel.onDidDispose(leave);
    const open = async (): Promise<void> => {
      waiting.wait();
      try {
        if (!isTrusted()) throw untrustedWorkspace();
        const path = surroundings.nameOfFile(uri);
        const host = hostId('file', path);
        await openSnapshotFile(path, inspections, (file) => file.inspect());
        if (!isWaiting) return;
        // A report of the same file that is open already is shown instead of a second one.
        await panels.adopt(host, panel);
        leave();
        await panels.reveal(host);
      } catch (error) {
        failures.note(error);
        if (isWaiting) waiting.explain(isUserError(error) ? error : inspectionFailed(error));
      }
    };
    await open();
  }
}
