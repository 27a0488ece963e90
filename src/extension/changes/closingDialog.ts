import { env, window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import {
  closeSocketsRequest,
  previewCloseRequest,
  type ClosedSockets,
  type ClosePreview,
  type PreviewCloseParams,
} from '../../core/protocol/closeSockets.ts';
import { countText, numberText } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { lateProgress } from '../lateProgress.ts';
import type { CommandTerminal } from './changeTerminal.ts';
import { closeButton, closeQuestion } from './closeQuestion.ts';
import { showRefusal } from './refusal.ts';

export interface ClosingDialogParts {
  readonly send: Send;
  readonly inspections: Inspections;
  readonly terminal: CommandTerminal;
}

/** Closes sockets by force, after the user has seen and confirmed them. */
export class ClosingDialog {
  readonly #parts: ClosingDialogParts;

  constructor(parts: ClosingDialogParts) {
    this.#parts = parts;
  }

  /** `what`: how they were selected, for the confirmation. Returns the result; undefined if nothing was closed. */
  async close(params: PreviewCloseParams, what: string): Promise<ClosedSockets | undefined> {
    const { send, terminal } = this.#parts;
    const preview = await lateProgress('Reading the sockets', (token) =>
      send(previewCloseRequest, params, token),
    );
    if (preview.kind === 'refused') {
      void showRefusal(preview, terminal);
      return undefined;
    }
    const label = this.#parts.inspections.of(params.host).result?.report.host.label ?? params.host;
    if (!(await confirm(preview, plainLabel(label), plainLabel(what)))) return undefined;
    const title = `Closing ${countText(preview.count, 'socket')}`;
    const result = await lateProgress(title, (token) =>
      send(closeSocketsRequest, { token: preview.token }, token),
    );
    if (result.kind === 'refused') {
      void showRefusal(result, terminal);
      return undefined;
    }
    tell(result);
    // The tree still shows the old state. If inspecting again fails, the view says so.
    await this.#parts.inspections
      .of(params.host)
      .inspect()
      .catch(() => undefined);
    return result;
  }
}

async function confirm(preview: ClosePreview, host: string, what: string): Promise<boolean> {
  const { message, detail } = closeQuestion(preview, host, what);
  const close = closeButton(preview);
  const copy = 'Copy ss Command';
  const buttons = preview.command === undefined ? [close] : [close, copy];
  const chosen = await window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  if (chosen === copy && preview.command !== undefined) await env.clipboard.writeText(preview.command);
  return chosen === close;
}

function tell({ closed, goneBefore, remaining }: ClosedSockets): void {
  const gone = goneBefore === 0 ? '' : ` ${numberText(goneBefore)} had already ended.`;
  const done = `Closed ${countText(closed, 'socket')}.` + gone;
  if (remaining.length === 0) {
    void window.showInformationMessage(done);
    return;
  }
  const reasons = remaining.map(
    ({ count, reason, examples }) =>
      `${countText(count, 'socket is', 'sockets are')} not closed: ${reason} (${examples[0] ?? ''}).`,
  );
  void window.showWarningMessage(plainLabel([done, ...reasons].join(' ')));
}
