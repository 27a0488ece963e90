import type { AssignmentScope } from '../assignment.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { readParameterMaps } from '../yaml/readParameterMaps.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readWrittenFile } from './readWrittenFile.ts';

/** cloud-config: `runcmd`, `bootcmd`, and the files of `write_files`. */
export function readCloudConfig(reading: Reading, region: Region, scope: AssignmentScope = 'host'): void {
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const acts = effect(scope, 'boot');
    for (const list of ['bootcmd', 'runcmd'])
      for (const command of tree.items(tree.get(tree.root, list)))
        readCommand(reading, tree, [command], acts);
    for (const file of tree.items(tree.get(tree.root, 'write_files'))) {
      if (tree.text(tree.get(file, 'encoding')) !== undefined) continue;
      const content = tree.scalar(tree.get(file, 'content'))?.region;
      if (content !== undefined)
        readWrittenFile(reading, content, tree.text(tree.get(file, 'path')) ?? '', acts);
    }
    readParameterMaps(reading, tree, acts);
  }
}
