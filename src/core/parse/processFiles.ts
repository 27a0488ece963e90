/**
 * The soft limit of open files in `/proc/<pid>/limits`; undefined if there is none or the text is something else.
 * Source: proc_pid_limits(5); fs/proc/base.c, proc_pid_limits().
 */
export function fileLimitIn(text: string): number | undefined {
  const match = /^Max open files\s+(\d{1,10})\s/m.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/** The state in `/proc/<pid>/stat`, for example `T`: after the name in parentheses, which may hold any bytes. */
export function stateIn(text: string): string | undefined {
  return /^\) (\S)/.exec(text.slice(text.lastIndexOf(')')))?.[1];
}
