import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';

/** A network configuration of CNI with the plug-in `tuning`, whose `sysctl` is written in the pod's namespace. */
export function readCniTuning(reading: Reading, region: Region | undefined): void {
  if (region === undefined) return;
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const plugins = tree.get(tree.root, 'plugins');
    for (const plugin of tree.isList(plugins) ? tree.items(plugins) : [tree.root]) {
      if (tree.text(tree.get(plugin, 'type')) !== 'tuning') continue;
      const acts = effect('pod', 'start', reading.newUnit());
      for (const { keyNode, value } of tree.entries(tree.get(plugin, 'sysctl')))
        tree.add(reading, acts, { key: keyNode, value }, { alwaysQuoted: true });
    }
  }
}
