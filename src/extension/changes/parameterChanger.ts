import { setTimeout as sleep } from 'node:timers/promises';
import { l10n, ProgressLocation, window, type CancellationToken } from 'vscode';
import {
  previewParameterRequest,
  readParameterRequest,
  type ParameterPreview,
  type PreviewParameterParams,
  type ReadParameterParams,
} from '../../core/protocol/parameterChange.ts';
import type { Send } from '../client/server.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { CommandTerminal } from './changeTerminal.ts';
import { parameterQuestion, shown } from './parameterQuestion.ts';
import type { ParameterRecord, ParameterRecords } from './parameterRecords.ts';
import { showRefusal } from './refusal.ts';

const askAgainMs = 400;
/** Somebody has to read, press Enter and type a password; afterwards the change is still written down. */
const patienceMs = 120_000;

export interface ParameterChangerParts {
  readonly send: Send;
  readonly records: ParameterRecords;
  readonly terminal: CommandTerminal;
  readonly inspections: Inspections;
  readonly now: () => number;
}

/** Sets kernel parameters by a command in a terminal that the user sees, reads back what came of it, and undoes it. */
export class ParameterChanger {
  readonly #parts: ParameterChangerParts;

  constructor(parts: ParameterChangerParts) {
    this.#parts = parts;
  }

  /** A new value, typed by the user over the running one; undefined where none was given, or there is nothing to set. */
  async askForValue({ host, key }: ReadParameterParams): Promise<string | undefined> {
    const { value, problem } = await this.#parts.send(readParameterRequest, { host, key });
    if (value === undefined) {
      if (problem !== undefined) void showRefusal({ kind: 'refused', problem }, this.#parts.terminal);
      return undefined;
    }
    return await window.showInputBox({
      title: l10n.t('Set {0}', key),
      value,
      prompt: l10n.t('The new value. What it means and how it is set is shown before anything happens.'),
      ignoreFocusOut: true,
    });
  }

  /** Asks first. Whether the running value is the new one in the end. */
  async apply(params: PreviewParameterParams): Promise<boolean> {
    const preview = await this.#preview(params);
    if (preview === undefined) return false;
    const run = l10n.t('Run in Terminal');
    const type = l10n.t('Put into Terminal');
    const { message, detail } = parameterQuestion(preview);
    const chosen = await window.showWarningMessage(message, { modal: true, detail }, run, type);
    if (chosen === undefined) return false;
    const record = await this.#record(params.host, preview);
    if (!(await this.#make(params.host, preview, chosen === run))) return false;
    const undo = l10n.t('Undo');
    const told = l10n.t(
      '{0} is {1} now; it was {2}.',
      preview.key,
      shown(preview.value),
      shown(preview.running),
    );
    void window.showInformationMessage(told, undo).then(async (button) => {
      if (button === undo) await this.undo(record);
    });
    return true;
  }

  /** Sets what was there before, at once: the user has agreed to the change, and asks for its end. */
  async undo(record: ParameterRecord): Promise<boolean> {
    const { host, key, before, after, bootId } = record;
    const { value, bootId: bootOfNow, problem } = await this.#parts.send(readParameterRequest, { host, key });
    if (bootId !== undefined && bootOfNow !== undefined && bootId !== bootOfNow) {
      await this.#parts.records.remove(record);
      return this.#nothing(
        l10n.t('The host has started anew since: {0} has the value of its files again.', key),
      );
    }
    if (value === before) {
      await this.#parts.records.remove(record);
      return this.#nothing(l10n.t('{0} is {1} again already.', key, shown(before)));
    }
    if (problem !== undefined) {
      // A network namespace that has ended took its values with it.
      if (problem.code === 'netns-gone') await this.#parts.records.remove(record);
      void showRefusal({ kind: 'refused', problem }, this.#parts.terminal);
      return false;
    }
    // Somebody else has changed it meanwhile: that is another question.
    if (value !== after) return this.apply({ host, key, value: before });
    const preview = await this.#preview({ host, key, value: before });
    if (preview === undefined || !(await this.#make(host, preview, true))) return false;
    await this.#parts.records.remove(record);
    return this.#nothing(l10n.t('{0} is {1} again.', key, shown(before)), true);
  }

  async #preview(params: PreviewParameterParams): Promise<ParameterPreview | undefined> {
    const preview = await this.#parts.send(previewParameterRequest, params);
    if (preview.kind === 'preview') return preview;
    void showRefusal(preview, this.#parts.terminal);
    return undefined;
  }

  /** Before anything is typed: whatever happens to this window then, the old value is known. */
  #record(host: string, { label, key, running, value, bootId }: ParameterPreview): Promise<ParameterRecord> {
    const { records, now } = this.#parts;
    const boot = bootId === undefined ? {} : { bootId };
    return records.add({ host, label, key, before: running, after: value, at: now(), ...boot });
  }

  /** Runs or types the command and waits until the kernel has the value; then everything is inspected anew. */
  async #make(
    host: string,
    { key, value, running, command }: ParameterPreview,
    isRun: boolean,
  ): Promise<boolean> {
    this.#parts.terminal.type(command, isRun);
    const title = isRun
      ? l10n.t('Waiting until {0} is {1}', key, shown(value))
      : l10n.t('Press Enter in the terminal to set {0} to {1}', key, shown(value));
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    const isMade = await window.withProgress(options, (_progress, token) =>
      this.#becomes(host, key, value, token),
    );
    // What the report shows is of before. If it cannot be read anew, the view says so.
    if (isMade)
      this.#parts.inspections
        .of(host)
        .inspect()
        .catch(() => undefined);
    else
      void window.showWarningMessage(
        l10n.t('{0} is not {1} yet; it was {2}. The terminal shows why.', key, shown(value), shown(running)),
      );
    return isMade;
  }

  async #becomes(host: string, key: string, wanted: string, token: CancellationToken): Promise<boolean> {
    const { send, now } = this.#parts;
    const end = now() + patienceMs;
    while (!token.isCancellationRequested && now() < end) {
      const { value } = await send(readParameterRequest, { host, key });
      if (value === wanted) return true;
      await sleep(askAgainMs);
    }
    return false;
  }

  #nothing(message: string, isDone = false): boolean {
    void window.showInformationMessage(message);
    return isDone;
  }
}
