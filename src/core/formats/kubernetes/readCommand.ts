import type { Node } from 'yaml';
import type { Effect, Reading } from '../reading.ts';
import { addPair, argumentWord } from '../shell/shellPair.ts';
import { readShell } from '../shell/readShell.ts';
import { outsideOf, withoutWrappers } from '../shell/wrappedCommand.ts';
import { baseName } from '../../model/pathText.ts';
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
  const all = words.map((word) => argumentWord(tree.text(word) ?? ''));
  const { words: own, leavesNamespaces } = withoutWrappers(all);
  const acts = leavesNamespaces ? outsideOf(effect) : effect;
  if (baseName(own[0]?.text ?? '') === 'sysctl') {
    if (own.some(({ text }) => /^-[a-z]*[paA]|^--(?:system|load|all)/.test(text))) return;
    for (const word of words.slice(all.length - own.length + 1)) {
      const scalar = tree.scalar(word);
      if (scalar === undefined || scalar.region.text.startsWith('-')) continue;
      const removal = words.length > 3 ? tree.removal(reading, word) : undefined;
      addPair({ reading, region: scalar.region, effect: acts }, argumentWord(scalar.region.text), undefined, {
        ...(removal && { removal }),
      });
    }
    return;
  }
  for (const word of words) {
    const scalar = tree.scalar(word);
    if (scalar !== undefined) readShell(reading, scalar.region, acts);
  }
}
