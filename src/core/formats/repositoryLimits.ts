import { countText } from '../model/numberText.ts';
import { checkedSize, hasMoreLines } from './checkedSize.ts';

/** How much of the files of a repository is read for what they say of other files and of this host. */
export interface RepositoryLimits {
  /** Of one file, in characters: each line costs many times its size, and files that people write are far below. */
  readonly textOfFile: number;
  readonly linesOfFile: number;
  /** Of all files that are parsed, in characters. */
  readonly textOfAll: number;
  /** Of those that are kept until all are read, because the others decide what they declare; a parsed text is fifty times its size. */
  readonly keptText: number;
}

export const repositoryLimits: RepositoryLimits = {
  textOfFile: 1 << 20,
  linesOfFile: checkedSize.lines,
  textOfAll: 16 << 20,
  keptText: 4 << 20,
};

/** What is left of the limits, file by file. */
export class RepositoryBudget {
  readonly #limits: RepositoryLimits;
  #text = 0;
  #kept = 0;
  #unread = 0;

  constructor(limits: RepositoryLimits) {
    this.#limits = limits;
  }

  /** Whether this text may be parsed. */
  takes(text: string): boolean {
    const { textOfFile, linesOfFile, textOfAll } = this.#limits;
    const isTaken =
      text.length <= textOfFile && this.#text + text.length <= textOfAll && !hasMoreLines(text, linesOfFile);
    if (isTaken) this.#text += text.length;
    else this.#unread++;
    return isTaken;
  }

  /** Whether what was parsed of this text may be kept. */
  keeps(text: string): boolean {
    const isKept = this.#kept + text.length <= this.#limits.keptText;
    if (isKept) this.#kept += text.length;
    else this.#unread++;
    return isKept;
  }

  /** A file that could not be read for another reason. */
  missed(): void {
    this.#unread++;
  }

  /** What is missing, as a sentence; undefined if nothing is. */
  get gap(): string | undefined {
    if (this.#unread === 0) return undefined;
    const files = countText(this.#unread, 'file was', 'files were');
    return `${files} not read, or not for all that ${this.#unread === 1 ? 'it declares' : 'they declare'}: not readable, or larger than what people write, alone or together.`;
  }
}
