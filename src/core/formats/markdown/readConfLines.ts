import { EmbeddedConf } from '../embeddedConf.ts';
import { keysOfConf } from '../keysOfConf.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
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
  const isConf = keysOfConf(region.text)?.every((key) => /^(?:net|vm|kernel)\./.test(key) || isKnownKey(key));
  if (isConf === true) new EmbeddedConf(region).addTo(reading, effect('host', 'boot', reading.newUnit()));
  return isConf === true;
}
