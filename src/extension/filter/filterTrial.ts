import type { CancellationToken } from 'vscode';
import { filterRequest } from '../../core/protocol/inspection.ts';
import type { Send } from '../client/server.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { filteredOf, type Filtered } from './filtered.ts';

/** Tries filters on the latest sockets of the current host. */
export class FilterTrial {
  readonly #inspections: Inspections;
  readonly #send: Send;

  constructor(inspections: Inspections, send: Send) {
    this.#inspections = inspections;
    this.#send = send;
  }

  /** Ensures that there are sockets to try filters on; fails as an inspection does. */
  async prepare(): Promise<void> {
    const { current } = this.#inspections;
    if (current.result === undefined) await current.inspect();
  }

  /** The number of matching sockets; undefined if not known now. */
  async try(text: string, token: CancellationToken): Promise<Filtered | undefined> {
    const inspection = this.#inspections.current.result?.inspection;
    if (inspection === undefined) return undefined;
    const answer = await this.#send(filterRequest, { inspection, filter: text }, token);
    return answer.kind === 'rows' ? filteredOf(text, answer) : undefined;
  }
}
