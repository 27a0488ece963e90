import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A program with its arguments, as `spawn` takes them. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The command line that runs a program and lets the kernel end it with this process, even if this process is killed and
 * can end nothing itself: prctl(2) with PR_SET_PDEATHSIG, by setpriv(1) of util-linux. The program keeps its process id.
 * Returns the command line as it is if setpriv cannot do that (BusyBox), or if the program is not found, so that the
 * failure to start it is its own.
 */
export async function endingWithUs({ program, args }: CommandLine): Promise<CommandLine> {
  const path = await executablePath(program);
  if (path === undefined || !(await setprivWorks())) return { program, args };
  return { program: 'setpriv', args: [...option, path, ...args] };
}

const option = ['--pdeathsig', 'KILL', '--'];

let known: boolean | undefined;

/** Tried once; again only if nothing was learned, for example without a free descriptor. */
async function setprivWorks(): Promise<boolean> {
  if (known !== undefined) return known;
  if (process.platform !== 'linux') return false;
  const child = spawn('setpriv', [...option, 'true'], { stdio: 'ignore' });
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    known = status === 0;
    return known;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') known = false;
    return false;
  }
}

/** Undefined if there is no such file, or no folder of $PATH has the program. */
async function executablePath(program: string): Promise<string | undefined> {
  if (program.includes('/')) return (await isExecutable(program)) ? program : undefined;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder || '.', program);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
