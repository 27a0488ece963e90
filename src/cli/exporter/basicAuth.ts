import { createHash, timingSafeEqual } from 'node:crypto';
import { compare } from 'bcryptjs';

/** A hash of nothing that anybody knows: an unknown user takes as long as a known one. */
const nobodysHash = '$2b$10$C6UzMDM.H6dfI/f/IKcEeO3pVCH5wJmHx9R1yQ0BkE1n0i7S3yVyK';

/** Checks names and passwords against hashes of bcrypt, which are slow on purpose: what was right is remembered. */
export class BasicAuth {
  readonly #hashes: ReadonlyMap<string, string>;
  readonly #right = new Map<string, Buffer>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(hashes: ReadonlyMap<string, string>) {
    this.#hashes = hashes;
  }

  /** @param header `Authorization`, as a client sent it. */
  async admits(header: string | undefined): Promise<boolean> {
    const encoded = /^Basic\s+([\w+/=-]{1,1024})$/i.exec(header ?? '')?.[1];
    if (encoded === undefined) return false;
    const [, user = '', password = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    const digest = createHash('sha256').update(password).digest();
    const known = this.#right.get(user);
    if (known !== undefined && timingSafeEqual(known, digest)) return true;
    const isRight = await this.#compareInTurn(user, password);
    if (isRight) this.#right.set(user, digest);
    return isRight;
  }

  /** One at a time: guesses must not take the processor. */
  #compareInTurn(user: string, password: string): Promise<boolean> {
    const hash = this.#hashes.get(user);
    const compared = this.#queue.then(() => compare(password, hash ?? nobodysHash));
    this.#queue = compared.catch(() => undefined);
    return compared.then((isSame) => isSame && hash !== undefined);
  }
}
