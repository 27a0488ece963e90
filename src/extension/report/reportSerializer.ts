import { type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { localHost, nameOf } from '../../core/model/hostId.ts';
import { notInspectedYet, untrustedWorkspace } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { openSnapshotFile } from '../inspection/openSnapshotFile.ts';
import { rememberedOf } from './rememberedOf.ts';
import type { ReportPanels } from './reportPanels.ts';

export interface ReportSerializerParts {
  readonly panels: ReportPanels;
  readonly inspections: Inspections;
  readonly isTrusted: () => boolean;
  readonly failures: Failures;
}

/** Restores the reports that were open when the window was reloaded. */
export class ReportSerializer implements WebviewPanelSerializer {
  readonly #parts: ReportSerializerParts;

  constructor(parts: ReportSerializerParts) {
    this.#parts = parts;
  }

  /** This machine is inspected and a snapshot is opened, but a remote host is only contacted on request. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const { panels, inspections, isTrusted, failures } = this.#parts;
    const host = rememberedOf(state).host ?? localHost;
    const report = await panels.adopt(host, panel);
    const path = nameOf(host, 'file');
    try {
      if (!isTrusted()) report?.explain(untrustedWorkspace());
      else if (path !== undefined) await openSnapshotFile(path, inspections, (file) => file.inspect());
      else if (host === localHost) await inspections.of(host).inspect();
      else report?.explain(notInspectedYet());
    } catch (error) {
      // A host's tab shows what went wrong; the tab of a file that no longer exists is closed.
      if (path === undefined) failures.note(error);
      else void failures.show(error, () => undefined);
    }
  }
}
