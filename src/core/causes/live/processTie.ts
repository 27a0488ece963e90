import { isAtOrBelow } from '../../model/pathText.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';
import { commandLineOf, outside, type ProcessClue } from './processClue.ts';

export interface ProcessTie {
  readonly process: ProcessClue;
  /** `file`: the process runs or reads this very file; `folder`: it runs within the folder that was scanned. */
  readonly strength: 'file' | 'folder';
  readonly restsOn: string;
}

/** The names of the programs that run or read files of a language; absent where the file becomes a program of its own. */
const programs: Readonly<Partial<Record<SourceLanguage, RegExp>>> = {
  nginx: /^nginx/,
  haproxy: /^haproxy/,
  apache: /^(apache2|httpd)/,
  python: /^(python|gunicorn|uvicorn|celery|flask|uwsgi)/,
  javascript: /^(node|bun|deno|npm)/,
  jsx: /^(node|bun|deno|npm)/,
  typescript: /^(node|bun|deno|npm|tsx)/,
  tsx: /^(node|bun|deno|npm|tsx)/,
  java: /^java/,
  php: /^(php|apache2|httpd)/,
  ruby: /^(ruby|puma|unicorn|rails|sidekiq|bundle)/,
  csharp: /^dotnet/,
  shell: /^(ba|da|z|k)?sh$/,
  caddy: /^caddy/,
  compose: /^(curl|wget|nc|ncat|netcat|telnet|redis-cli|pg_isready|(ba|da)?sh)$/,
  envoy: /^envoy/,
  kubernetes: /^kubelet/,
  'php-ini': /^(php|apache2|httpd)/,
  siege: /^siege/,
  systemd: /^systemd-socket/,
  traefik: /^traefik/,
  jmeter: /^java/,
};

/** What ties a file to a process, surest first; absent where nothing does. `file` and `folder` are absolute. */
export function tieOf(
  file: string,
  folder: string,
  language: SourceLanguage,
  processes: readonly ProcessClue[],
): ProcessTie | undefined {
  const ties = processes.flatMap((process) => tie(file, folder, language, process) ?? []);
  return ties.find(({ strength }) => strength === 'file') ?? ties[0];
}

function tie(
  file: string,
  folder: string,
  language: SourceLanguage,
  process: ProcessClue,
): ProcessTie | undefined {
  const executable = outside(process.executable, process);
  const cwd = outside(process.cwd, process);
  const { paths } = commandLineOf(process);
  const known = programs[language];
  if (known === undefined) {
    // Go, Rust, C: the program that was built within the folder.
    return executable !== undefined && isAtOrBelow(executable, folder)
      ? {
          process,
          strength: 'folder',
          restsOn: `its program ${executable} is in this folder${insideText(process.executable, executable)}`,
        }
      : undefined;
  }
  if (paths.includes(file)) return { process, strength: 'file', restsOn: 'this file is on its command line' };
  const program = (executable ?? process.args[0] ?? process.name).split('/').at(-1) ?? '';
  if (!known.test(process.name) && !known.test(program)) return undefined;
  const named = paths.find((path) => isAtOrBelow(path, folder));
  if (named !== undefined) return { process, strength: 'folder', restsOn: `${named} is on its command line` };
  return cwd !== undefined && isAtOrBelow(cwd, folder)
    ? { process, strength: 'folder', restsOn: `it runs in ${cwd}${insideText(process.cwd, cwd)}` }
    : undefined;
}

/** What the process itself calls a path that is mounted elsewhere for it. */
function insideText(inside: string | undefined, path: string): string {
  return inside === undefined || inside === path ? '' : `, for it ${inside}`;
}
