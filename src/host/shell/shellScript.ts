import type { ReadingPlan, Source } from '../../core/collect/host.ts';
import { shellQuoted } from '../../core/model/shellWord.ts';

/**
 * The script that is sent to a shell, in POSIX sh that BusyBox, dash and all others understand. Marks in its output
 * separate the parts (`MarkedSections`): `begin`, then for each source `out N`, its bytes, `err N` with the text of an error, and
 * `end N STATUS`; at last `done`. STATUS is an exit status, `missing` or `denied`.
 */

/** Sources by number, as named in the marks. */
export type Numbered = ReadonlyMap<number, Source>;

/** Sent once to a shell. Administrative tools are not on every user's PATH. */
export function preamble(token: string): string {
  return `LC_ALL=C; PATH=\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin; export LC_ALL PATH
exec 3>&1
sd_mark() { printf '\\n%s %s\\n' ${token} "$*"; }
sd_end() {
  if [ -n "$e" ]; then sd_mark err "$1"; printf '%.400s' "$e"; fi
  sd_mark end "$1" "$s"
}
sd_file() {
  sd_mark out "$1"; e= s=0
  if [ -r "$2" ]; then cat "$2" 2>/dev/null || { s=$?; e=$(cat "$2" 2>&1 >/dev/null); }
  elif [ -e "$2" ]; then s=denied
  else s=missing; fi
  sd_end "$1"
}
sd_run() {
  n=$1; shift; sd_mark out "$n"; e=
  if command -v "$1" >/dev/null 2>&1; then e=$("$@" 2>&1 >&3 3>&-); s=$?
  else s=missing; fi
  sd_end "$n"
}
`;
}

/**
 * One request. It is a single compound command, so that a shell runs nothing of an incomplete request, and the
 * commands in it cannot read later requests.
 */
export function requestScript(plan: ReadingPlan): { readonly script: string; readonly sources: Numbered } {
  const sources = new Map<number, Source>();
  const line = (source: Source): string => {
    const number = sources.size;
    sources.set(number, source);
    return lineFor(number, source);
  };
  const lines = plan.sources.map(line);
  const groups = plan.firstOf ?? [];
  for (const group of groups) {
    const [first, ...others] = group.map(line);
    if (first !== undefined) lines.push(`[ $r = yes ] || { ${first}; [ "$s" = 0 ] && r=yes`, ...others, '}');
  }
  const script = `{ sd_mark begin; r=no\n${lines.join('\n')}\nsd_mark done; } </dev/null\n`;
  return { script, sources };
}

function lineFor(number: number, source: Source): string {
  switch (source.kind) {
    case 'file':
      return `sd_file ${String(number)} ${shellQuoted(source.path)}`;
    case 'command':
      return `sd_run ${String(number)} ${[source.program, ...source.args].map(shellQuoted).join(' ')}`;
    case 'sock_diag':
      return `sd_mark end ${String(number)} missing`; // A shell cannot use netlink.
  }
}
