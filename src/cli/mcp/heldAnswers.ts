import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';

interface Held {
  readonly answer: Answer;
  /** The arguments that it answers, without those about pages. */
  readonly asked: string;
}

export interface Continued {
  readonly answer: Answer;
  readonly from: number;
}

/** A table of a million sockets takes 60 MB. */
const mostHeld = 4;

/** Answers with more pages. The next page is of the same answer: what it lists does not change between two pages. */
export class HeldAnswers {
  readonly #held = new Map<string, Held>();

  /** Gives the cursor of the page that begins with a part. */
  hold(answer: Answer, asked: string, from: number): string {
    const known = [...this.#held].find(([, held]) => held.answer === answer)?.[0];
    const id = known ?? randomBytes(6).toString('hex');
    // The one that was used last is forgotten last.
    this.#held.delete(id);
    this.#held.set(id, { answer, asked });
    for (const oldest of [...this.#held.keys()].slice(0, -mostHeld)) this.#held.delete(oldest);
    return `${id}-${String(from)}`;
  }

  /** Throws an error that names the argument if the cursor is none, is too old, or belongs to other arguments. */
  find(cursor: string, asked: string): Continued {
    const [id = '', part = ''] = cursor.split('-');
    const held = this.#held.get(id);
    const from = Number(part);
    if (held === undefined || !/^\d{1,9}$/.test(part) || from >= held.answer.count)
      throw new Error('The field “cursor” names no page that is still held. Ask again without it.');
    if (held.asked !== asked)
      throw new Error(
        'The field “cursor” continues a call with other arguments. Repeat the arguments of that call, or leave the cursor out.',
      );
    return { answer: held.answer, from };
  }
}
