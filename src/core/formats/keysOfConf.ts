import { parseSysctlConf } from '../parse/sysctlConf.ts';
import { normalizeSysctlKey } from '../parse/sysctlKey.ts';
import { looksLikeParameter } from './mentions.ts';

/** The dotted keys of a text with lines as in sysctl.conf, and nothing else that is no comment; undefined for any other text. */
export function keysOfConf(text: string): readonly string[] | undefined {
  const lines = parseSysctlConf(text).lines.filter(({ kind }) => kind !== 'blank' && kind !== 'comment');
  const keys = lines.flatMap((line) =>
    line.kind === 'assignment' && looksLikeParameter(line.key.text) ? [line.key.text] : [],
  );
  return keys.length === 0 || keys.length < lines.length
    ? undefined
    : keys.map((key) => normalizeSysctlKey(key).dotted);
}
