import { isAtOrBelow } from '../../model/pathText.ts';
import { destinationsIn } from '../destinations.ts';

/** What `/proc` says of a process, as far as this user may read it. All of it is hostile text. */
export interface ProcessClue {
  readonly pid: number;
  readonly name: string;
  /** The words of its command line. A daemon may have written a title of its own there. */
  readonly args: readonly string[];
  /** Absent where it may not be read. */
  readonly cwd?: string;
  readonly executable?: string;
  /** Values of its environment that lead somewhere, `host:port` each; never shown. */
  readonly variables?: ReadonlyMap<string, readonly string[]>;
  /**
   * Of a process with mounts of its own, as in a container: where its paths lie for us, those that reach deepest first.
   * What lies elsewhere is not in any folder of ours.
   */
  readonly mounts?: readonly ContainerMount[];
}

export interface ContainerMount {
  readonly inside: string;
  readonly outside: string;
}

/** What a command line says, found when it is first asked for. */
class CommandLine {
  readonly #process: ProcessClue;
  #paths: readonly string[] | undefined;
  #destinations: readonly string[] | undefined;

  constructor(process: ProcessClue) {
    this.#process = process;
  }

  /** Its paths, made absolute: `-f FILE`, `nginx: master process nginx -c FILE`, a script. */
  get paths(): readonly string[] {
    return (this.#paths ??= pathsIn(this.#process));
  }

  /** Where it leads, `host:port` each. */
  get destinations(): readonly string[] {
    return (this.#destinations ??= destinationsIn(this.#process.args.join('\n')));
  }
}

/** Each line of the code is compared with the same processes. */
const commandLines = new WeakMap<ProcessClue, CommandLine>();

export function commandLineOf(process: ProcessClue): CommandLine {
  const known = commandLines.get(process) ?? new CommandLine(process);
  commandLines.set(process, known);
  return known;
}

function pathsIn(process: ProcessClue): readonly string[] {
  const { args, cwd } = process;
  const words = args.flatMap((arg) => [arg, ...arg.split(/[\s()=]+/)]);
  return words.flatMap((word) => {
    if (word.startsWith('/')) return outside(normal(word), process) ?? [];
    return cwd !== undefined && /[./]/.test(word) && !word.startsWith('-')
      ? (outside(normal(`${cwd}/${word}`), process) ?? [])
      : [];
  });
}

/** Where a path of the process lies for us. */
export function outside(path: string | undefined, { mounts }: ProcessClue): string | undefined {
  if (path === undefined || mounts === undefined) return path;
  const mount = mounts.find(({ inside }) => isAtOrBelow(path, inside));
  return mount === undefined ? undefined : normal(`${mount.outside}/${path.slice(mount.inside.length)}`);
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
