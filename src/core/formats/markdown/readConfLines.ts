import { EmbeddedConf } from '../embeddedConf.ts';
import { keysOfConf } from '../keysOfConf.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { isKnownKey } from '../../knowledge/knownKeys.ts';

/** A command that shows or edits a sysctl file. */
const showsFile =
  /^[ \t]*(?:[$#>] )?(?:sudo )?(?:vim?|nano|emacs|gedit|cat|less)[ \t](?=[^=\n]*sysctl)[^=\n]*\n?$/;

/** A command that has files read, or a comment about it. */
const readsFile = /^[ \t]*(?:[$#>] )?(?:sudo )?sysctl (?:-p|--system|--load)[^=\n]*\n?$/;

/** After it, lines are no longer what the command before printed: a blank line, a comment that names a file, or a prompt. */
const endsOutput = /^\s*$|^[ \t]*#[^\n]*(?:\.conf|\.d)\b|^[ \t]*[$>] /;

/** Whether a session begins with a command that shows or edits a sysctl file. */
export function showsSysctlFile(session: string): boolean {
  return showsFile.test(/\S[^\n]*/.exec(session)?.[0] ?? '');
}

/** Without commands about sysctl files, which people write above or below the lines, and what they print of what they set. */
function withoutCommands(text: string): string {
  let isOutput = false;
  return text.replace(/[^\n]*\n?/g, (line) => {
    const reads = readsFile.test(line);
    const isCommand = reads || showsFile.test(line);
    // After `#` may stand a comment as well as the prompt of root.
    if (isCommand) isOutput = reads && !/^[ \t]*#/.test(line);
    else if (endsOutput.test(line)) isOutput = false;
    return isCommand || isOutput ? line.replace(/[^\r\n]/g, ' ') : line;
  });
}

/** Lines as in sysctl.conf, and nothing else that is no comment: whether that is what the text is. */
export function readConfLines(reading: Reading, fence: Region): boolean {
  const region = fence.masked(withoutCommands(fence.text));
  const isConf = keysOfConf(region.text)?.every((key) => /^(?:net|vm|kernel)\./.test(key) || isKnownKey(key));
  if (isConf === true) new EmbeddedConf(region).addTo(reading, effect('host', 'boot', reading.newUnit()));
  return isConf === true;
}
