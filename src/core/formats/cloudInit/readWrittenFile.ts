import { EmbeddedConf } from '../embeddedConf.ts';
import { maskSubstitutions, maskTemplates } from '../masks.ts';
import { readContainersConf } from '../containers/containersConfFormat.ts';
import { readQuadlet } from '../containers/quadletFormat.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { isSysctlFile, readShell } from '../shell/readShell.ts';
import { readUnit } from '../systemd/systemdFormat.ts';

/** A file that something will write to a machine, by the name that it gets there. */
export function readWrittenFile(reading: Reading, content: Region, path: string, effect: Effect): void {
  const masked = content.masked(maskSubstitutions(maskTemplates(content.text)));
  if (isSysctlFile(path)) new EmbeddedConf(masked).addTo(reading, effect);
  else if (/^[ \t]*default_sysctls\s*=/m.test(masked.text)) readContainersConf(reading, masked, path);
  else if (/\.container$/.test(path)) readQuadlet(reading, masked, path);
  else if (/\.(?:service|socket|conf)$/.test(path) && /^[ \t]*\[(?:Unit|Service)\]/m.test(masked.text))
    readUnit(reading, masked, path);
  else if (/\.(?:sh|bash)$|(?:^|\/)(?:rc\.local|bin\/[^/.]+)$/.test(path) || /^\s*#!/.test(masked.text))
    readShell(reading, masked, effect);
}
