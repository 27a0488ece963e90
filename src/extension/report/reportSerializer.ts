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

/** Fills the reports again that were open when the window was loaded again. */
export class ReportSerializer implements WebviewPanelSerializer {
  readonly #parts: ReportSerializerParts;

  constructor(parts: ReportSerializerParts) {
    this.#parts = parts;
  }

  /** This machine is inspected, a snapshot is opened; another host is only reached when somebody asks for it. */
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
      // A host's own tab says what went wrong; that of a file which is gone is closed.
      if (path === undefined) failures.note(error);
      else void failures.show(error, () => undefined);
    }
  }
}
