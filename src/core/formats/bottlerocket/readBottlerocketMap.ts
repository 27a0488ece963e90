import type { Node } from 'yaml';
import { effect, type Reading } from '../reading.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';

/** `settings.kernel.sysctl` of Bottlerocket, where a tool for clusters has it in YAML. */
export function readBottlerocketMap(reading: Reading, tree: YamlTree, map: Node | undefined): void {
  for (const { keyNode, value } of tree.entries(map))
    tree.add(reading, effect('node', 'boot'), { key: keyNode, value }, { alwaysQuoted: true });
}
