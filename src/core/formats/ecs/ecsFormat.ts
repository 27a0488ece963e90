import type { SharedNamespaces } from '../assignment.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { containerEffect } from '../shell/containerOptions.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { aksCamelCase, aksKey } from '../terraform/aksKey.ts';

/** JSON and YAML of clouds: `systemControls` of an ECS task definition, `sysctls` of an AKS node configuration. */
export const readCloud: Reader = (reading, region) => {
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const sharing = new Map<unknown, SharedNamespaces>();
    tree.walk(tree.root, (node) => {
      if (!tree.isMap(node)) return;
      noteSharing(tree, node, sharing);
      const unit = reading.newUnit();
      for (const list of ['systemControls', 'SystemControls'])
        for (const control of tree.items(tree.get(node, list))) {
          const key = tree.get(control, 'namespace') ?? tree.get(control, 'Namespace');
          const value = tree.get(control, 'value') ?? tree.get(control, 'Value');
          if (key !== undefined)
            tree.add(
              reading,
              containerEffect(unit, sharing.get(node) ?? { network: false, ipc: false }),
              { key, value, whole: control },
              { alwaysQuoted: true },
            );
        }
      for (const { key, keyNode, value } of tree.entries(tree.get(node, 'sysctls'))) {
        const meantKey = aksKey(key);
        const meaning = (plain: string): string => (plain === 'true' ? '1' : plain === 'false' ? '0' : plain);
        if (meantKey !== undefined && !/[./]/.test(key))
          tree.add(
            reading,
            effect('node', 'boot', unit),
            { key: keyNode, value, meantKey, remarks: { isAks: true }, writeKey: aksCamelCase },
            { meaning },
          );
      }
    });
  }
};

/** `networkMode` and `ipcMode` of a task hold for each of its containers. */
function noteSharing(tree: YamlTree, task: unknown, sharing: Map<unknown, SharedNamespaces>): void {
  const ofTask = (...names: readonly string[]): string | undefined =>
    names.map((name) => tree.text(tree.get(task, name))).find((text) => text !== undefined);
  for (const list of ['containerDefinitions', 'ContainerDefinitions'])
    for (const container of tree.items(tree.get(task, list)))
      sharing.set(container, {
        network: ofTask('networkMode', 'NetworkMode') === 'host',
        ipc: ofTask('ipcMode', 'IpcMode') === 'host',
      });
}

export const cloudFormat = placedFormat({
  id: 'ecs',
  recognises: (text, path) =>
    /\.(?:json|ya?ml|conflist|conf)$/.test(path ?? '.json') && /["']?[sS]ystemControls["']?\s*:/.test(text),
  read: readCloud,
  comments: hashComments,
});

export const aksFormat = placedFormat({
  id: 'aks',
  recognises: (text, path) => /\.json$/.test(path ?? '.json') && /["']sysctls["']\s*:\s*\{/.test(text),
  read: readCloud,
  comments: hashComments,
});
