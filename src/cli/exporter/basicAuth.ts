import { createHash, timingSafeEqual } from 'node:crypto';
import { compare } from 'bcryptjs';

/** A hash of nothing that anybody knows: an unknown user takes as long as a known one. */
const nobodysHash = '$2b$10$C6UzMDM.H6dfI/f/IKcEeO3pVCH5wJmHx9R1yQ0BkE1n0i7S3yVyK';

/** Comparisons that may wait for their turn; Prometheus itself waits once, when it comes first. */
const mostWaiting = 16;

/** `busy`: too many wait already, so nothing was compared. */
export type Admission = 'admitted' | 'refused' | 'busy';

/** Checks names and passwords against hashes of bcrypt, which are slow on purpose: what was right is remembered. */
export class BasicAuth {
  readonly #hashes: ReadonlyMap<string, string>;
  readonly #right = new Map<string, Buffer>();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(hashes: ReadonlyMap<string, string>) {
    this.#hashes = hashes;
  }

  /**
   * @param header `Authorization`, as a client sent it.
   * @param hasLeft whether the client no longer waits for the answer.
   */
  async admits(header: string | undefined, hasLeft: () => boolean): Promise<Admission> {
    const encoded = /^Basic\s+([\w+/=-]{1,1024})$/i.exec(header ?? '')?.[1];
    if (encoded === undefined) return 'refused';
    const [, user = '', password = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    const digest = createHash('sha256').update(password).digest();
    const known = this.#right.get(user);
    if (known !== undefined && timingSafeEqual(known, digest)) return 'admitted';
    if (this.#waiting >= mostWaiting) return 'busy';
    const isRight = await this.#compareInTurn(user, password, hasLeft);
    if (isRight) this.#right.set(user, digest);
    return isRight ? 'admitted' : 'refused';
  }

  /** One at a time: guesses must not take the processor. */
  #compareInTurn(user: string, password: string, hasLeft: () => boolean): Promise<boolean> {
    const hash = this.#hashes.get(user);
    this.#waiting++;
    const compared = this.#queue
      .then(() => !hasLeft() && compare(password, hash ?? nobodysHash))
      .finally(() => this.#waiting--);
    this.#queue = compared.catch(() => undefined);
    return compared.then((isSame) => isSame && hash !== undefined);
  }
}
