import { readLanguageSettings, type LanguageSettings } from '../../core/language/languageSettings.ts';

/** Asks the client for what is set for a document. */
export type AskForSettings = (uri: string) => Promise<unknown>;

/** The settings for each open document: a folder of a workspace may have its own. */
export class DocumentSettings {
  readonly #ask: AskForSettings | undefined;
  readonly #known = new Map<string, Promise<LanguageSettings>>();
  #sent: unknown;

  /** `ask` is undefined for clients that send their settings instead, the same for all documents. */
  constructor(ask?: AskForSettings) {
    this.#ask = ask;
  }

  of(uri: string): Promise<LanguageSettings> {
    const known = this.#known.get(uri);
    if (known !== undefined) return known;
    const read = this.#read(uri);
    this.#known.set(uri, read);
    // An answer that failed is asked for again.
    read.catch(() => {
      if (this.#known.get(uri) === read) this.#known.delete(uri);
    });
    return read;
  }

  /** Called when something was set; `sent`: what the client sent with it. */
  changed(sent: unknown): void {
    this.#sent = sent;
    this.#known.clear();
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  async #read(uri: string): Promise<LanguageSettings> {
    return readLanguageSettings(this.#ask === undefined ? this.#sent : await this.#ask(uri));
  }
}
