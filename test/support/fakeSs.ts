import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOk } from './run.ts';

/** Stands in for a host's `ss`: runs the real one unless a test makes it hang or fail. */
export class FakeSs {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<FakeSs> {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    const real = (await runOk('sh', ['-c', 'command -v ss'])).trim();
    const script = [
      '#!/bin/sh',
      `echo $$ > ${folder}/pid`,
      `case "$(cat ${folder}/mode)" in`,
      'hang) exec sleep 60 ;;',
      'fail) echo "Cannot open netlink socket" >&2; exit 1 ;;',
      'esac',
      `exec ${real} "$@"`,
    ];
    await writeFile(join(folder, 'ss'), `${script.join('\n')}\n`);
    await chmod(join(folder, 'ss'), 0o755);
    const made = new FakeSs(folder);
    await made.be('real');
    return made;
  }

  /** The environment in which programs find it instead of `ss`. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: `${this.#folder}:${process.env['PATH'] ?? ''}` };
  }

  async be(mode: 'real' | 'hang' | 'fail'): Promise<void> {
    await rm(join(this.#folder, 'pid'), { force: true });
    await writeFile(join(this.#folder, 'mode'), mode);
  }

  /** The process id of the last one that was started; undefined if none was since {@link be}. */
  async pid(): Promise<number | undefined> {
    const text = await readFile(join(this.#folder, 'pid'), 'utf8').catch(() => '');
    return text === '' ? undefined : Number(text);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
