import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../lib/paths.ts';
import { runOk } from '../lib/run.ts';
import type { DebianRelease } from './debianReleases.ts';

/** What the tests of other kernels download and make; ignored by git. */
export const kernelData = inRepository('.kernels');

const minute = 60_000;
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Packages of another Debian release, unpacked beside each other and never installed. apt works on lists of its own,
 * so nothing of the machine's apt changes.
 */
export class DebianArchive {
  readonly #release: DebianRelease;
  readonly #home: string;
  #options: readonly string[] | undefined;

  constructor(release: DebianRelease) {
    this.#release = release;
    this.#home = join(kernelData, release.suite);
  }

  /** Names of the packages that `name` depends on directly, without alternatives and virtual packages. */
  async dependencies(name: string): Promise<readonly string[]> {
    const text = await runOk('apt-cache', [...(await this.#apt()), 'depends', name]);
    return [...text.matchAll(/^ {2}(?:Pre)?Depends: (\S+)$/gm)].map(([, dependency = '']) => dependency);
  }

  /**
   * Downloads packages and unpacks them below a folder named `as`, once.
   * @returns the folder. Fails when the archive or one of the packages cannot be had.
   */
  async unpack(as: string, packages: () => Promise<readonly string[]>): Promise<string> {
    const folder = join(this.#home, as);
    if ((await readdir(folder).catch(() => [])).length > 0) return folder;
    const options = await this.#apt();
    await mkdir(this.#home, { recursive: true });
    const unfinished = await mkdtemp(join(this.#home, `${as}.`));
    try {
      const downloads = join(unfinished, 'downloads');
      const root = join(unfinished, 'root');
      await mkdir(downloads);
      await runOk('apt-get', [...options, 'download', ...(await packages())], {
        cwd: downloads,
        timeoutMs: 10 * minute,
      });
      for (const file of await readdir(downloads)) await runOk('dpkg', ['-x', join(downloads, file), root]);
      await rename(root, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    return folder;
  }

  async #apt(): Promise<readonly string[]> {
    this.#options ??= await this.#readLists();
    return this.#options;
  }

  async #readLists(): Promise<readonly string[]> {
    const lists = join(this.#home, 'lists');
    const sources = join(this.#home, 'sources.list');
    await mkdir(join(lists, 'partial'), { recursive: true });
    await writeFile(sources, `deb [signed-by=${keyring}] ${await mirror()} ${this.#release.suite} main\n`);
    const options = Object.entries({
      'Dir::State::Lists': lists,
      'Dir::State::status': '/dev/null',
      'Dir::Etc::sourcelist': sources,
      'Dir::Etc::sourceparts': '-',
      'Dir::Cache::pkgcache': '',
      'Dir::Cache::srcpkgcache': '',
      'APT::Sandbox::User': '',
    }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    await runOk('apt-get', [...options, '-qq', '-o', 'APT::Update::Error-Mode=any', 'update'], {
      timeoutMs: 5 * minute,
    });
    return options;
  }
}

/** The mirror that this machine's own apt is set up for. */
async function mirror(): Promise<string> {
  const targets = await runOk('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  const [first] = targets.split('\n');
  if (first === undefined || first === '')
    throw new Error('apt knows no archive: run `apt-get update` first');
  return first;
}
