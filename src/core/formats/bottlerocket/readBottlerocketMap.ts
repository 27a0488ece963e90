import type { Node } from 'yaml';
import { isScalar } from 'yaml';
import type { AssignmentRemarks } from '../assignment.ts';
import { effect, type Reading } from '../reading.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';

/** `settings.kernel.sysctl` of Bottlerocket, where a tool for clusters has it in YAML and hands it on with its types. */
export function readBottlerocketMap(reading: Reading, tree: YamlTree, map: Node | undefined): void {
  const acts = effect('node', 'boot', reading.newUnit());
  for (const { keyNode, value } of tree.entries(map))
    tree.add(reading, acts, { key: keyNode, value, remarks: remarksOf(value) }, { alwaysQuoted: true });
}

function remarksOf(node: Node | undefined): AssignmentRemarks {
  const type = isScalar(node) ? typeof node.value : undefined;
  const what = type === 'number' || type === 'bigint' ? 'number' : type === 'boolean' ? type : undefined;
  return what === undefined ? {} : { notString: { what, by: 'Bottlerocket' } };
}
