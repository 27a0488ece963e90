import type { ProcessCondition } from '../model/processes.ts';

/**
 * The soft limit of open files in `/proc/<pid>/limits`; undefined if there is none or the text is something else.
 * Source: proc_pid_limits(5); fs/proc/base.c, proc_pid_limits().
 */
export function fileLimitIn(text: string): number | undefined {
  const match = /^Max open files\s+(\d{1,10})\s/m.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** The state in `/proc/<pid>/stat`, for example `T`. */
export function stateIn(text: string): string | undefined {
  return statFields(text)[0];
}

/** How a process is, by its `/proc/<pid>/limits`, `/proc/<pid>/stat` and the number of files in `/proc/<pid>/fd`. */
export function conditionOf(limits: string, stat: string, openFiles: number): ProcessCondition {
  const fileLimit = fileLimitIn(limits);
  const state = stateIn(stat);
  return {
    openFiles,
    ...(fileLimit !== undefined && { fileLimit }),
    isStopped: state === 'T' || state === 't',
  };
}

/** When the process started, in `/proc/<pid>/stat`: ticks since the machine started, as written. */
export function startedIn(text: string): string | undefined {
  return statFields(text)[19];
}

/** What follows the name in parentheses, which may hold any bytes (proc_pid_stat(5)). */
function statFields(text: string): readonly string[] {
  return /^\) (\S.*)/.exec(text.slice(text.lastIndexOf(')')))?.[1]?.split(' ') ?? [];
}

/** The process of a thread, in `/proc/<tid>/status`. */
export function threadGroupIn(text: string): number | undefined {
  const match = /^Tgid:\t(\d{1,10})$/m.exec(text);
  return match === null ? undefined : Number(match[1]);
}
