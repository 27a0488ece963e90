import { readdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  largestConfigFile,
  largestConfiguration,
  mostConfigFiles,
  type ConfigFile,
} from '../core/parse/configFile.ts';
import { readRegularFile } from './regularFile.ts';
import { errorCode } from './systemError.ts';

export type FileContent = Exclude<ConfigFile['content'], { readonly kind: 'link' }>;

export interface Listing {
  readonly names: readonly string[];
  /** Why names are missing. */
  readonly unreadable?: Extract<FileContent, { readonly kind: 'unreadable' }>;
}

/**
 * Reads files of some folders that others may have written: a link leads to a file of these folders or is not followed,
 * and all that is read stays below a limit. The folders themselves must lie below `root`. For the running system (root
 * `''`) every link is followed: only its administrator writes there.
 */
export class BoundedFolders {
  readonly #root: string;
  readonly #known: Promise<ReadonlySet<string>>;
  #left = largestConfiguration;

  constructor(root: string, folders: readonly string[]) {
    this.#root = root;
    this.#known = this.#realFolders(folders);
  }

  /** The entries of a folder; none for one that is not there. */
  async list(folder: string): Promise<Listing> {
    try {
      const real = await realpath(folder);
      if (!(await this.#isKnown(real)))
        return { names: [], unreadable: { kind: 'unreadable', why: 'outside' } };
      const names = (await readdir(real)).sort();
      if (names.length <= mostConfigFiles) return { names };
      return {
        names: names.slice(0, mostConfigFiles),
        unreadable: { kind: 'unreadable', why: 'tooLarge' },
      };
    } catch (error) {
      return { names: [], ...(isRefusal(error) && { unreadable: { kind: 'unreadable' } }) };
    }
  }

  /** Undefined for what is no file, or not there. */
  async read(path: string): Promise<FileContent | undefined> {
    try {
      const real = await realpath(path);
      if (!(await this.#isKnown(dirname(real)))) return { kind: 'unreadable', why: 'outside' };
      const file = await readRegularFile(real, Math.min(largestConfigFile, this.#left));
      switch (file.kind) {
        case 'read':
          this.#left -= file.bytes.length;
          return { kind: 'text', text: file.bytes.toString('utf8') };
        case 'too-large':
          return { kind: 'unreadable', why: 'tooLarge' };
        case 'not-a-file':
          return undefined;
        case 'failed':
          throw file.error;
      }
    } catch (error) {
      return isRefusal(error) ? { kind: 'unreadable' } : undefined;
    }
  }

  async #isKnown(realFolder: string): Promise<boolean> {
    return this.#root === '' || (await this.#known).has(realFolder);
  }

  async #realFolders(folders: readonly string[]): Promise<ReadonlySet<string>> {
    const root = await realpath(this.#root || '/').catch(() => this.#root);
    const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
    return new Set(real.filter((folder) => folder.startsWith(`${root}/`)));
  }
}

export function isRefusal(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errorCode(error) ?? '');
}
