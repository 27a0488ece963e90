import type { SecretStorage } from 'vscode';

/** The tokens of Prometheus servers, in the store of the operating system or of VS Code. */
export class PrometheusTokens {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async of(address: string): Promise<string | undefined> {
    return this.#secrets.get(keyOf(address));
  }

  /** Forgets it if it is undefined. */
  async set(address: string, token: string | undefined): Promise<void> {
    if (token === undefined) await this.#secrets.delete(keyOf(address));
    else await this.#secrets.store(keyOf(address), token);
  }
}

function keyOf(address: string): string {
  return `prometheus ${address}`;
}
