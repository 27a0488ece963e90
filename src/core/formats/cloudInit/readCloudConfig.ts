import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import { effect, notCompared, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { readUnit } from '../systemd/systemdFormat.ts';
import { readParameterMaps } from '../yaml/readParameterMaps.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readWrittenFile } from './readWrittenFile.ts';

/** Lists of commands: of cloud-init, and of the installer that takes cloud-config in. */
export const commandLists = ['bootcmd', 'runcmd', 'early-commands', 'late-commands'];

/** cloud-config, also within an autoinstall: lists of commands, the files of `write_files`, and units of CoreOS. */
export function readCloudConfig(reading: Reading, region: Region, scope: AssignmentScope = 'host'): void {
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const acts = effect(scope, 'boot', notCompared);
    tree.walk(tree.root, (node) => {
      if (!tree.isMap(node)) return;
      for (const list of commandLists)
        for (const command of tree.items(tree.get(node, list))) readCommand(reading, tree, [command], acts);
      for (const file of tree.items(tree.get(node, 'write_files'))) {
        if (tree.text(tree.get(file, 'encoding')) !== undefined) continue;
        const content = tree.scalar(tree.get(file, 'content'))?.region;
        if (content !== undefined)
          readWrittenFile(reading, content, tree.text(tree.get(file, 'path')) ?? '', acts);
      }
      for (const unit of tree.items(tree.get(node, 'units'))) {
        const content = tree.scalar(tree.get(unit, 'content'))?.region;
        if (content !== undefined) readUnit(reading, content, undefined);
      }
    });
    readParameterMaps(reading, tree, acts);
  }
}
