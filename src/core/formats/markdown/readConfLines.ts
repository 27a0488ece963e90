import { EmbeddedConf } from '../embeddedConf.ts';
import { looksLikeParameter } from '../mentions.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { parseSysctlConf } from '../../parse/sysctlConf.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import { isKnownKey } from '../../knowledge/knownKeys.ts';

/** Lines as in sysctl.conf, and nothing else that is no comment: whether that is what the text is. */
export function readConfLines(reading: Reading, region: Region): boolean {
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
