import {
  LanguageClient,
  TransportKind,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient/node';
import { clientId, clientName, type ServerLife } from './languageServerClient.ts';
import { nativeFault } from './nativeFault.ts';

/** A client whose server is a process, and which tells how that ends. */
export class ProcessClient extends LanguageClient {
  readonly #life: ServerLife;

  /** @param module the program of the server. */
  constructor(module: string, clientOptions: LanguageClientOptions, life: ServerLife) {
    super(clientId, clientName, { module, transport: TransportKind.stdio }, clientOptions);
    this.#life = life;
  }

  protected override async createMessageTransports(encoding: string): Promise<MessageTransports> {
    await this.#life.beforeStart();
    const transports = await super.createMessageTransports(encoding);
    if (this.serverProcess !== undefined) this.#life.started(nativeFault(this.serverProcess));
    return transports;
  }
}
