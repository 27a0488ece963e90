/** Documents whose check ended the server process. They are not checked again until the user asks for it. */
export class SuspectDocuments {
  readonly #uris = new Set<string>();
  #checking: string | undefined;

  get uris(): readonly string[] {
    return [...this.#uris];
  }

  /** The server begins to check a document, or has finished if `uri` is undefined. */
  checking(uri: string | undefined): void {
    this.#checking = uri;
  }

  /** Returns the document that the server was checking when it died; undefined if there was none. */
  serverDied(): string | undefined {
    const uri = this.#checking;
    this.#checking = undefined;
    if (uri !== undefined) this.#uris.add(uri);
    return uri;
  }

  forgive(uri: string): void {
    this.#uris.delete(uri);
  }
}
