// At every start the server complains about native modules that are not built here (see install.ts), with stack
// traces. They would bury the one line that matters when something is really wrong.
const noise = [
  /spdlog|native-watchdog|node-pty|kerberos|deviceid|policy-watcher|windows-/,
  /Could not locate the bindings|^\s*tries: | → /,
  /^\s+at /,
  /^\s*(code|requireStack|errno|path):/,
  /^\s*['{}[\]]/,
  /^Require stack:|^- \//,
  /^Node\.js v/,
  /DeprecationWarning|--trace-deprecation/,
  /^\s*$/,
];

/** The last lines that say something. */
export function quietLines(log: string, most = 20): string {
  return log
    .split('\n')
    .filter((line) => !noise.some((pattern) => pattern.test(line)))
    .slice(-most)
    .join('\n');
}
