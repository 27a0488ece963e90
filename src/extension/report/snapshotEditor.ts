import { workspace, type CustomDocument, type Uri, type WebviewPanel } from 'vscode';
import { hostId } from '../../core/model/hostId.ts';
import { inspectionFailed, isUserError, untrustedWorkspace } from '../errors.ts';
import { localPath, openSnapshotFile } from '../inspection/openSnapshotFile.ts';
import type { ReportSerializerParts } from './reportSerializer.ts';
import { WaitingPanel } from './waitingPanel.ts';

export interface SnapshotEditorParts extends ReportSerializerParts {
  readonly extensionUri: Uri;
}

/** The editor of `*.sockets.json`: the report of the snapshot. A file that cannot be read keeps its tab, which says why. */
export class SnapshotEditor {
  readonly #parts: SnapshotEditorParts;

  constructor(parts: SnapshotEditorParts) {
    this.#parts = parts;
  }

  async resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): Promise<void> {
    const { extensionUri, failures, isTrusted } = this.#parts;
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
    const close = (): void => {
      waiting.dispose();
      trusted.dispose();
    };
    const closed = panel.onDidDispose(close);
    const open = async (): Promise<void> => {
      waiting.wait();
      try {
        if (!isTrusted()) throw untrustedWorkspace();
        await this.#show(uri, panel, () => {
          closed.dispose();
          close();
        });
      } catch (error) {
        failures.note(error);
        waiting.explain(isUserError(error) ? error : inspectionFailed(error));
      }
    };
    await open();
  }

  /** Throws if the file cannot be opened; `taken` is called as soon as the tab shows the report. */
  async #show(uri: Uri, panel: WebviewPanel, taken: () => void): Promise<void> {
    const { panels, inspections } = this.#parts;
    const path = localPath(uri);
    const host = hostId('file', path);
    await openSnapshotFile(path, inspections, (file) => file.inspect());
    taken();
    // A report of the same file that is open already is shown instead of a second one.
    await panels.adopt(host, panel);
    await panels.reveal(host);
  }
}
