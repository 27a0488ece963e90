import type { Node } from 'yaml';
import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { effect, type Effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { lexShell } from '../shell/shellLexer.ts';
import { isSysctlFile } from '../shell/readShell.ts';
import { readParameterMap } from '../yaml/readParameterMaps.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree, type YamlEntry } from '../yaml/yamlTree.ts';
import { ansibleValue } from './ansibleValue.ts';
import { readSysctlTask } from './readSysctlTask.ts';

const style = { meaning: ansibleValue };

/** Plays, tasks, handlers and variables of Ansible. */
export function readAnsible(reading: Reading, region: Region): void {
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const applied = effect('host', 'now');
    tree.walk(tree.root, (node) => {
      if (!tree.isMap(node)) return;
      for (const entry of tree.entries(node)) readEntry(reading, tree, node, entry, applied);
    });
  }
}

/** One key of a task, or one variable. */
function readEntry(
  reading: Reading,
  tree: YamlTree,
  task: Node,
  { key, value }: YamlEntry,
  applied: Effect,
): void {
  const module = key.replace(/^(?:ansible\.(?:builtin|posix|legacy)|community\.general)\./, '');
  switch (module) {
    case 'sysctl':
      if (isModuleCall(tree, value)) readSysctlTask(reading, tree, task, value, applied);
      else readParameterMap(reading, tree, value, applied, style);
      return;
    case 'shell':
    case 'command':
    case 'raw':
      readCommand(
        reading,
        tree,
        [tree.isMap(tree.resolved(value)) ? (tree.get(value, 'cmd') ?? tree.get(value, 'argv')) : value],
        applied,
      );
      return;
    case 'copy':
    case 'blockinfile':
    case 'lineinfile':
      readFileTask(reading, tree, value);
      return;
    case 'action':
    case 'local_action': {
      const text = tree.text(value) ?? '';
      if (/^(?:ansible\.posix\.)?sysctl\s/.test(text)) readSysctlTask(reading, tree, task, value, applied);
      return;
    }
    default:
      if (/sysctl/i.test(key)) readParameterMap(reading, tree, value, applied, style);
  }
}

function isModuleCall(tree: YamlTree, value: Node | undefined): boolean {
  const node = tree.resolved(value);
  if (tree.isMap(node)) return tree.get(node, 'name') !== undefined || tree.get(node, 'key') !== undefined;
  return lexShell(tree.text(node) ?? '').some(
    (token) => token.kind === 'word' && /^(?:name|key)=/.test(token.text),
  );
}

/** Modules that write a text to a path: `copy`, `blockinfile`, `lineinfile`. */
function readFileTask(reading: Reading, tree: YamlTree, value: Node | undefined): void {
  const path =
    ['dest', 'path', 'destfile', 'name']
      .map((name) => tree.text(tree.get(value, name)))
      .find((text) => text !== undefined) ?? '';
  if (tree.text(tree.get(value, 'state')) === 'absent') return;
  for (const name of ['content', 'block', 'line']) {
    const content = tree.scalar(tree.get(value, name))?.region;
    if (content === undefined) continue;
    // A line with references into its pattern is known only when it is written.
    if (name === 'line' && (!isSysctlFile(path) || /\\\d/.test(content.text))) continue;
    readWrittenFile(reading, content, path, effect('host', 'boot'));
  }
}
