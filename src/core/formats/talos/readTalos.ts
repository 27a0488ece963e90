import { effect, type Reading } from '../reading.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';

/** Configuration of a machine of Talos: `machine.sysctls`, and `params` of a SysctlConfig, which beats it. */
export function readTalos(reading: Reading, tree: YamlTree): void {
  const acts = effect('node', 'boot');
  const isDocument = tree.text(tree.get(tree.root, 'kind')) === 'SysctlConfig';
  for (const { keyNode, value } of tree.entries(tree.get(tree.root, 'machine', 'sysctls')))
    tree.add(
      reading,
      acts,
      { key: keyNode, value, remarks: { isDeprecatedPlace: true } },
      { alwaysQuoted: true },
    );
  for (const patch of tree.items(tree.root)) {
    if (!/^\/machine\/sysctls$/.test(tree.text(tree.get(patch, 'path')) ?? '')) continue;
    for (const { keyNode, value } of tree.entries(tree.get(patch, 'value')))
      tree.add(reading, acts, { key: keyNode, value }, { alwaysQuoted: true });
  }
  if (!isDocument) return;
  for (const { keyNode, value } of tree.entries(tree.get(tree.root, 'params')))
    tree.add(reading, acts, { key: keyNode, value }, { alwaysQuoted: true });
}
