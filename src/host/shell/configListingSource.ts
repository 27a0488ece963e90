import type { Source } from '../../core/collect/host.ts';
import { largestConfigFile } from '../../core/parse/configFile.ts';
import { dropInDirectories, mainConfigFile } from '../../core/parse/dropInOrder.ts';

const script = `
say() { printf '%s\\0' "$@"; }
plain() { cat "$1"; }
command -v head >/dev/null && command -v tr >/dev/null &&
  plain() { head -c ${String(largestConfigFile)} "$1" | tr -d '\\000'; }
[ -d /run/systemd/system ] && say init systemd
say first "$(readlink /proc/1/ns/net 2>/dev/null)" own "$(readlink /proc/self/ns/net 2>/dev/null)"
show() {
  [ -L "$1" ] && say link "$1" "$(readlink "$1")"
  if [ ! -f "$1" ]; then :
  elif [ ! -r "$1" ]; then say hidden "$1"
  else say text "$1"; plain "$1"; printf '\\0'; fi
}
for d in ${dropInDirectories.join(' ')}; do
  case $d in /lib/*) [ "$(readlink -f "$d" 2>/dev/null)" = "$d" ] || continue;; esac
  [ -d "$d" ] && [ ! -r "$d" ] && say hidden "$d"
  for f in "$d"/* "$d"/.[!.]*; do { [ -e "$f" ] || [ -L "$f" ]; } && show "$f"; done
done
[ -e ${mainConfigFile} ] && show ${mainConfigFile}
exit 0`;

/** Lists the sysctl files of a host in the form that `parseConfigListing` reads. Works with BusyBox tools. */
export const configListingSource = {
  kind: 'command',
  program: 'sh',
  args: ['-c', script],
  timeLimitMs: 10_000,
  limitBytes: 4 << 20,
} as const satisfies Source;
