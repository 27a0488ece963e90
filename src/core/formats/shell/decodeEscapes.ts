import type { Region } from '../region.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

/** As `echo -e` and `printf` read a text: `\n` is a line end. */
export function decodeEscapes(region: Region): Region {
  let decoded = '';
  const offsets: number[] = [];
  const { text } = region;
  for (let at = 0; at < text.length; at++) {
    const stands = text[at] === '\\' ? escapes[text[at + 1] ?? ''] : undefined;
    offsets.push(at);
    decoded += stands ?? text[at] ?? '';
    if (stands !== undefined) at++;
  }
  offsets.push(text.length);
  return region.decoded(decoded, offsets, (written) => written.replace(/\n/g, '\\n'));
}
