import { ProgressLocation, window, type CancellationToken } from 'vscode';
import { sleep } from '../sleep.ts';
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
/** Time for the user to read, press Enter and type a password. After that, the change is still recorded. */
const patienceMs = 120_000;

export interface ParameterChangerParts {
  readonly send: Send;
  readonly records: ParameterRecords;
  readonly terminal: CommandTerminal;
  readonly inspections: Inspections;
  readonly now: () => number;
}

/** Sets kernel parameters with a command in a visible terminal, reads the result back, and undoes changes. */
export class ParameterChanger {
  readonly #parts: ParameterChangerParts;

  constructor(parts: ParameterChangerParts) {
    this.#parts = parts;
  }

  /** A new value, entered by the user in place of the running one; undefined if none was entered or there is nothing to set. */
  async askForValue({ host, key }: ReadParameterParams): Promise<string | undefined> {
    const { value, problem } = await this.#parts.send(readParameterRequest, { host, key });
    if (value === undefined) {
      if (problem !== undefined) void showRefusal({ kind: 'refused', problem }, this.#parts.terminal);
      return undefined;
    }
    return await window.showInputBox({
      title: `Set ${key}`,
      value,
      prompt: 'Enter the new value. Its effect and the command are shown before anything is changed.',
      ignoreFocusOut: true,
    });
  }

  /** Asks first. Returns whether the running value is the new one afterwards. */
  async apply(params: PreviewParameterParams): Promise<boolean> {
    const preview = await this.#preview(params);
    if (preview === undefined) return false;
    const run = 'Run in Terminal';
    const type = 'Insert in Terminal';
    const { message, detail } = parameterQuestion(preview);
    const chosen = await window.showWarningMessage(message, { modal: true, detail }, run, type);
    if (chosen === undefined) return false;
    const record = await this.#record(params.host, preview);
    if (!(await this.#make(params.host, preview, chosen === run))) return false;
    const undo = 'Undo';
    const told = `${preview.key} is ${shown(preview.value)} now; it was ${shown(preview.running)}.`;
    void window.showInformationMessage(told, undo).then(async (button) => {
      if (button === undo) await this.undo(record);
    });
    return true;
  }

  /** Restores the old value without asking again, because the user has just requested it. */
  async undo(record: ParameterRecord): Promise<boolean> {
    const { host, key, before, after, bootId } = record;
    const { value, bootId: bootOfNow, problem } = await this.#parts.send(readParameterRequest, { host, key });
    if (bootId !== undefined && bootOfNow !== undefined && bootId !== bootOfNow) {
      await this.#parts.records.remove(record);
      return this.#nothing(
        `The host has restarted since then, so ${key} has the value from its configuration files again.`,
      );
    }
    if (value === before) {
      await this.#parts.records.remove(record);
      return this.#nothing(`${key} is already ${shown(before)} again.`);
    }
    if (problem !== undefined) {
      // The values of a network namespace are gone when it ends.
      if (problem.code === 'netns-gone') await this.#parts.records.remove(record);
      void showRefusal({ kind: 'refused', problem }, this.#parts.terminal);
      return false;
    }
    // Somebody else has changed it in the meantime, so ask again.
    if (value !== after) return this.apply({ host, key, value: before });
    const preview = await this.#preview({ host, key, value: before });
    if (preview === undefined || !(await this.#make(host, preview, true))) return false;
    await this.#parts.records.remove(record);
    return this.#nothing(`${key} is ${shown(before)} again.`, true);
  }

  async #preview(params: PreviewParameterParams): Promise<ParameterPreview | undefined> {
    const preview = await this.#parts.send(previewParameterRequest, params);
    if (preview.kind === 'preview') return preview;
    void showRefusal(preview, this.#parts.terminal);
    return undefined;
  }

  /** Recorded before anything is typed, so that the old value is known whatever happens to this window. */
  #record(host: string, { label, key, running, value, bootId }: ParameterPreview): Promise<ParameterRecord> {
    const { records, now } = this.#parts;
    const boot = bootId === undefined ? {} : { bootId };
    return records.add({ host, label, key, before: running, after: value, at: now(), ...boot });
  }

  /** Runs or types the command and waits until the kernel has the value, then inspects again. */
  async #make(
    host: string,
    { key, value, running, command }: ParameterPreview,
    isRun: boolean,
  ): Promise<boolean> {
    this.#parts.terminal.type(command, isRun);
    const title = isRun
      ? `Waiting for ${key} to become ${shown(value)}`
      : `Press Enter in the terminal to set ${key} to ${shown(value)}`;
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    const isMade = await window.withProgress(options, (_progress, token) =>
      this.#becomes(host, key, value, token),
    );
    // The report still shows the old state. If inspecting again fails, the view says so.
    if (isMade)
      this.#parts.inspections
        .of(host)
        .inspect()
        .catch(() => undefined);
    else
      void window.showWarningMessage(
        `${key} is not ${shown(value)} yet; it was ${shown(running)}. See the terminal for the reason.`,
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
