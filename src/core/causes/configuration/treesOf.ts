import { type ConfigNode, parseTomlTree, parseYamlTree } from '../../parse/configTree.ts';
import type { CauseFile } from '../causeFile.ts';

/** The documents of a YAML, JSON or TOML file. */
export function treesOf({ path, text }: CauseFile): readonly ConfigNode[] {
  if (!/\.toml$/i.test(path)) return parseYamlTree(text);
  const tree = parseTomlTree(text);
  return tree === undefined ? [] : [tree];
}
