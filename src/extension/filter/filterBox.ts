import {
  CancellationTokenSource,
  InputBoxValidationSeverity,
  window,
  type Disposable,
  type InputBox,
  type InputBoxValidationMessage,
} from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { filterKeys } from '../../core/protocol/filterLanguage.ts';
import { countText, numberText } from '../../core/protocol/viewModels.ts';
import type { Filtered } from './filtered.ts';
import type { FilterTrial } from './filterTrial.ts';

const pauseInTypingMs = 200;

/** Asks for a filter, and explains it while it is typed. */
export class FilterBox implements Disposable {
  readonly #box: InputBox;
  readonly #trial: FilterTrial;
  readonly #onFailure: (error: unknown) => void;
  #cancellation = new CancellationTokenSource();
  #timer: NodeJS.Timeout | undefined;

  constructor(text: string, trial: FilterTrial, onFailure: (error: unknown) => void) {
    this.#trial = trial;
    this.#onFailure = onFailure;
    this.#box = window.createInputBox();
    this.#box.title = 'Filter sockets';
    this.#box.value = text;
    this.#box.placeholder = 'state:time-wait peer:10.0.0.0/8 lport:8080';
    this.#box.prompt = `For example “state:close-wait process:nginx”, “peer:10.0.0.0/8 -lport:443”, “age:<10”. Keywords: ${filterKeys.join(', ')}. Terms with different keywords must all match; of terms with the same keyword, any may match. A minus sign negates a term.`;
  }

  /** The filter, empty for none; undefined if not confirmed. An invalid filter is not accepted. */
  async ask(): Promise<string | undefined> {
    const box = this.#box;
    return await new Promise((resolve) => {
      box.onDidChangeValue((text) => {
        this.#tryLater(text);
      });
      box.onDidAccept(async () => {
        const text = box.value.trim();
        const filtered = await this.#try(text);
        if (text === box.value.trim() && (filtered?.problems ?? []).length === 0) resolve(text);
      });
      box.onDidHide(() => {
        resolve(undefined);
      });
      box.show();
      this.#tryLater(box.value);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#cancellation.cancel();
    this.#cancellation.dispose();
    this.#box.dispose();
  }

  #tryLater(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#try(text.trim()), pauseInTypingMs);
  }

  /** Tries the filter and shows the result, unless another one is tried in the meantime. */
  async #try(text: string): Promise<Filtered | undefined> {
    clearTimeout(this.#timer);
    this.#cancellation.cancel();
    const { token } = (this.#cancellation = new CancellationTokenSource());
    const filtered = text === '' ? undefined : await this.#answer(text, token);
    if (!token.isCancellationRequested) this.#box.validationMessage = filtered && messageOf(filtered);
    return filtered;
  }

  async #answer(text: string, token: CancellationTokenSource['token']): Promise<Filtered | undefined> {
    try {
      return await this.#trial.try(text, token);
    } catch (error) {
      this.#onFailure(error);
      return undefined;
    }
  }
}

function messageOf({ matched, total, problems }: Filtered): InputBoxValidationMessage {
  if (problems.length > 0)
    return {
      message: problems.map(plainLabel).join(' '),
      severity: InputBoxValidationSeverity.Error,
    };
  return {
    message: `${numberText(matched)} of ${countText(total, 'socket')} match.`,
    severity: InputBoxValidationSeverity.Info,
  };
}
