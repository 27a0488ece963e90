import type { Host, HostReading } from './host.ts';
import type { Failure } from '../model/outcome.ts';

/** A host that cannot be read at all, for one reason. */
export class UnreachableHost implements Host, HostReading {
  readonly label: string;
  readonly #failure: Failure;

  constructor(label: string, failure: Failure) {
    this.label = label;
    this.#failure = failure;
  }

  open(): HostReading {
    return this;
  }

  facts(): Promise<Failure> {
    return Promise.resolve(this.#failure);
  }

  configuration(): Promise<Failure> {
    return Promise.resolve(this.#failure);
  }

  read(): Promise<Failure> {
    return Promise.resolve(this.#failure);
  }

  owners(): Promise<Failure> {
    return Promise.resolve(this.#failure);
  }
}
