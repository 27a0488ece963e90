import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';

/**
 * Configuration of a machine of Talos: `machine.sysctls`, and `params` of a SysctlConfig, which beats it. `unit` is that of
 * the machine. What lies further in, as the patches of Omni, may be for another machine each.
 */
export function readTalos(reading: Reading, tree: YamlTree, unit: number): void {
  const acts = effect('node', 'boot', unit);
  const kind = tree.text(tree.get(tree.root, 'kind')) ?? '';
  tree.walk(tree.root, (node) => {
    const sysctls = tree.isMap(node) ? tree.entries(tree.get(node, 'machine', 'sysctls')) : [];
    if (sysctls.length === 0) return;
    const machine = node === tree.root ? acts : effect('node', 'boot', reading.newUnit());
    for (const { keyNode, value } of sysctls)
      tree.add(
        reading,
        machine,
        { key: keyNode, value, remarks: { isDeprecatedPlace: true } },
        { alwaysQuoted: true },
      );
  });
  for (const patch of tree.items(tree.root)) {
    if (!/^\/machine\/sysctls$/.test(tree.text(tree.get(patch, 'path')) ?? '')) continue;
    for (const { keyNode, value } of tree.entries(tree.get(patch, 'value')))
      tree.add(reading, acts, { key: keyNode, value }, { alwaysQuoted: true });
  }
  const params = tree.entries(tree.get(tree.root, 'params'));
  // In a piece of the file, the kind may stand in another one.
  if (kind === '' && params.length > 0) reading.noteDependence();
  if (kind !== 'SysctlConfig') return;
  for (const { keyNode, value } of params)
    tree.add(reading, acts, { key: keyNode, value }, { alwaysQuoted: true });
}

/** The same in a text that another file holds as a patch, for one machine: those of talhelper, and of Cluster API. */
export function readTalosText(reading: Reading, text: Region | undefined): void {
  if (text === undefined || !/^machine\s*:|^kind\s*:\s*SysctlConfig\b/m.test(text.text)) return;
  const unit = reading.newUnit();
  for (const part of yamlParts(reading, text)) readTalos(reading, new YamlTree(part), unit);
}
