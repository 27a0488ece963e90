import type { Node } from 'yaml';
import type { Effect, Reading } from '../reading.ts';
import { addPair, argumentWord } from '../shell/shellPair.ts';
import { readShell } from '../shell/readShell.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';

/**
 * What a command sets that stands as a list of arguments, over several lists, or as a text: `["sysctl", "-w", "k=v"]`,
 * `["sh", "-c", "…"]`, or a script.
 */
export function readCommand(
  reading: Reading,
  tree: YamlTree,
  parts: readonly (Node | undefined)[],
  effect: Effect,
): void {
  const words = parts.flatMap((part) =>
    tree.isList(part) ? tree.items(part) : part === undefined ? [] : [part],
  );
  const texts = words.map((word) => tree.text(word) ?? '');
  const isSysctl =
    /(?:^|\/)sysctl$/.test(texts[0] ?? '') ||
    (/(?:^|\/)(?:sudo|busybox)$/.test(texts[0] ?? '') && texts[1] === 'sysctl');
  if (isSysctl) {
    if (texts.some((text) => /^-[a-z]*[paA]|^--(?:system|load|all)/.test(text))) return;
    for (const word of words.slice(1)) {
      const scalar = tree.scalar(word);
      if (scalar === undefined || scalar.region.text.startsWith('-')) continue;
      const removal = words.length > 3 ? tree.removal(reading, word) : undefined;
      addPair({ reading, region: scalar.region, effect }, argumentWord(scalar.region.text), undefined, {
        ...(removal && { removal }),
      });
    }
    return;
  }
  for (const word of words) {
    const scalar = tree.scalar(word);
    if (scalar !== undefined) readShell(reading, scalar.region, effect);
  }
}
