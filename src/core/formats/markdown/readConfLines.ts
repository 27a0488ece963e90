import { EmbeddedConf } from '../embeddedConf.ts';
import { looksLikeParameter } from '../mentions.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { parseSysctlConf } from '../../parse/sysctlConf.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import { isKnownKey } from '../../knowledge/knownKeys.ts';

/** A command that opens a sysctl file, or has it read: people write it above or below the lines. */
const fileCommand =
  /^[ \t]*(?:[$#>] )?(?:sudo )?(?:(?:vim?|nano|emacs|gedit|cat|less)[ \t](?=[^=\n]*sysctl)[^=\n]*|sysctl (?:-p|--system|--load)[^=\n]*)$/gm;

/** A command at the beginning that has files read, and prints what it sets from them. */
const printsFirst = /^\s*(?:#[^\n]*\n\s*)*(?:[$>] )?(?:sudo )?sysctl (?:-p|--system|--load)/;

/** Lines as in sysctl.conf, and nothing else that is no comment: whether that is what the text is. */
export function readConfLines(reading: Reading, fence: Region): boolean {
  if (printsFirst.test(fence.text)) return false;
  const region = fence.masked(fence.text.replace(fileCommand, (line) => ' '.repeat(line.length)));
  const lines = parseSysctlConf(region.text).lines.filter(
    ({ kind }) => kind !== 'blank' && kind !== 'comment',
  );
  const isConf =
    lines.length > 0 &&
    lines.every(
      (line) =>
        line.kind === 'assignment' &&
        looksLikeParameter(line.key.text) &&
        (/^(?:net|vm|kernel)[./]/.test(line.key.text) ||
          isKnownKey(normalizeSysctlKey(line.key.text).dotted)),
    );
  if (isConf) new EmbeddedConf(region).addTo(reading, effect('host', 'boot', reading.newUnit()));
  return isConf;
}
