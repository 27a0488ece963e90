import type { Region } from '../region.ts';

/** YAML takes no tab for indentation. Who writes one means a step of it, so that what follows has its place. */
export function withoutTabs(region: Region): Region {
  const { text } = region;
  const parts: string[] = [];
  const offsets: number[] = [];
  let isIndentation = true;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (isIndentation && character === '\t') {
      parts.push('  ');
      offsets.push(at, at);
      continue;
    }
    parts.push(character);
    offsets.push(at);
    isIndentation = character === '\n' || (isIndentation && character === ' ');
  }
  offsets.push(text.length);
  return region.decoded(parts.join(''), offsets, (written) => written);
}
