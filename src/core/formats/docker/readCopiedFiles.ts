import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { EmbeddedConf } from '../embeddedConf.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { isSysctlFile } from '../shell/readShell.ts';

/** Files that an image gets by `COPY <<EOF /etc/sysctl.d/a.conf`: those of sysctl, which nothing reads, and scripts. */
export function readCopiedFiles(
  reading: Reading,
  instruction: Region,
  { inImage, starting }: { readonly inImage: Effect; readonly starting: Effect },
): void {
  const { text } = instruction;
  const head = /^(?:ONBUILD\s+)?(?:COPY|ADD)\s(?:[^\n]*\\\r?\n)*[^\n]*/i.exec(text)?.[0] ?? '';
  const target = head.trimEnd().split(/\s+/).at(-1) ?? '';
  let start = head.length + 1;
  for (const [, name = ''] of head.matchAll(/<<-?["']?(\w+)["']?/g)) {
    const end = new RegExp(`^\\t*${name}\\r?$`, 'm').exec(text.slice(start));
    const stop = end === null ? text.length : start + end.index;
    // Into a folder, the file has the name of its mark.
    const path = target.endsWith('/') ? target + name : target;
    const body = instruction.part({ start: Math.min(start, stop), end: stop });
    if (isSysctlFile(path)) new EmbeddedConf(body).addTo(reading, inImage);
    else readWrittenFile(reading, body, path, starting);
    start = stop + (end?.[0].length ?? 0) + 1;
  }
}
