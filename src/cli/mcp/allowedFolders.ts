import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { plainLine } from '../../core/model/plainText.ts';
import { errorText } from '../../host/systemError.ts';

/** The folders that the user lets tools read. What a model names is a file in one of them, symbolic links followed, or nothing. */
export class AllowedFolders {
  readonly #folders: readonly string[];

  private constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Throws where one of them cannot be read. */
  static async of(folders: readonly string[]): Promise<AllowedFolders> {
    return new AllowedFolders(await Promise.all(folders.map((folder) => realpath(folder))));
  }

  /**
   * The real path of what an argument names, relative to the first folder. Throws an error that names the argument.
   *
   * @param field the argument's name
   */
  async resolve(field: string, path: string): Promise<string> {
    const named = resolve(this.#folders[0] ?? '.', path);
    if (!this.#holds(named)) throw this.#outside(field, path);
    let real: string;
    try {
      real = await realpath(named);
    } catch (error) {
      throw new Error(`The field “${field}” names ${plainLine(path)}: ${errorText(error)}`, { cause: error });
    }
    if (!this.#holds(real)) throw this.#outside(field, path);
    return real;
  }

  #holds(path: string): boolean {
    return this.#folders.some((folder) => {
      const below = relative(folder, path);
      return below !== '..' && !below.startsWith('../') && !isAbsolute(below);
    });
  }

  #outside(field: string, path: string): Error {
    return new Error(
      `The field “${field}” names ${plainLine(path)}, which is outside the folders that this server may read: ${this.#folders.map(plainLine).join(', ')}. The user can add one with --folder where the server is started.`,
    );
  }
}
