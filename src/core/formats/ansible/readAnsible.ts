import type { Node } from 'yaml';
import { isKnownKey } from '../../knowledge/knownKeys.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { EmbeddedConf } from '../embeddedConf.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { effect, type Effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { lexShell } from '../shell/shellLexer.ts';
import { isSysctlFile } from '../shell/readShell.ts';
import { readParameterMap } from '../yaml/readParameterMaps.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree, type YamlEntry } from '../yaml/yamlTree.ts';
import { ansibleValue } from './ansibleValue.ts';
import { fieldOf, itemOf, itemPairOf, loopItems, readLoop, sourceOf } from './loop.ts';
import { oneLineArguments } from './oneLineArguments.ts';
import { readSysctlTask, type Task } from './readSysctlTask.ts';

const style = { meaning: ansibleValue };

/** Lists of tasks, which stand below the keys of a play. */
export const taskLists = /^(?:tasks|pre_tasks|post_tasks|handlers)$/;

/** Their items are tasks, or what the task makes of them, which may be to check or to remove. */
const isOtherList = (key: string): boolean => /^(?:loop|with_\w+)$/.test(key) || taskLists.test(key);

const modules = /^(?:sysctl|shell|command|raw|copy|blockinfile|lineinfile|action|local_action)$/;

/** Plays, tasks, handlers and variables of Ansible. */
export function readAnsible(reading: Reading, region: Region, path?: string): void {
  // Each of them runs only if something calls it by its name.
  const areHandlers = /(?:^|\/)handlers\//.test(path ?? '');
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const applied = effect('host', 'now');
    const ownTasks = new Set(areHandlers ? [] : tree.items(tree.root));
    tree.walk(tree.root, (node) => {
      if (!tree.isMap(node)) return;
      const entries = tree.entries(node);
      // The keys of a play may be in other pieces, and those of a task are not.
      const isPlay = entries.some(({ key }) => taskLists.test(key));
      if (isPlay && entries.some(({ key }) => modules.test(moduleOf(key)))) reading.noteDependence();
      for (const entry of entries)
        readEntry(reading, tree, { node, isOfFile: ownTasks.has(node) }, entry, applied);
    });
  }
}

/** One key of a task, or one variable. */
function readEntry(
  reading: Reading,
  tree: YamlTree,
  task: Task,
  { key, value }: YamlEntry,
  applied: Effect,
): void {
  switch (moduleOf(key)) {
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
      readFileTask(reading, tree, task.node, value);
      return;
    case 'action':
    case 'local_action': {
      const text = tree.text(value) ?? '';
      if (/^(?:ansible\.posix\.)?sysctl\s/.test(text)) readSysctlTask(reading, tree, task, value, applied);
      return;
    }
    default:
      // The name tells, or the names below it do: `tuning: { net.core.somaxconn: 4096 }`.
      if (/sysctl/i.test(key) || (!isOtherList(key) && holdsParameters(tree, value)))
        readParameterMap(reading, tree, value, applied, style);
  }
}

function moduleOf(key: string): string {
  return key.replace(/^(?:ansible\.(?:builtin|posix|legacy)|community\.general)\./, '');
}

function isModuleCall(tree: YamlTree, value: Node | undefined): boolean {
  const node = tree.resolved(value);
  if (tree.isMap(node)) return tree.get(node, 'name') !== undefined || tree.get(node, 'key') !== undefined;
  return lexShell(tree.text(node) ?? '').some(
    (token) => token.kind === 'word' && /^(?:name|key)=/.test(token.text),
  );
}

/** Whether a variable of any name holds parameters: a map with their names, or a list of names with values. */
function holdsParameters(tree: YamlTree, value: Node | undefined): boolean {
  const isKey = (name: string): boolean => isKnownKey(normalizeSysctlKey(name).dotted);
  return (
    tree.entries(value).some((entry) => isKey(entry.key) && tree.scalar(entry.value) !== undefined) ||
    tree.items(value).some((item) => {
      const name = tree.get(item, 'name') ?? tree.get(item, 'key');
      return tree.get(item, 'value') !== undefined && isKey(tree.text(name) ?? '');
    })
  );
}

/** Modules that write a text to a path: `copy`, `blockinfile`, `lineinfile`. */
function readFileTask(reading: Reading, tree: YamlTree, task: Node, value: Node | undefined): void {
  const boot = effect('host', 'boot');
  const oneLine = tree.scalar(value)?.region;
  if (oneLine !== undefined) {
    const named = oneLineArguments(oneLine);
    const path = named(pathNames)?.text ?? '';
    const line = named(['line', 'content', 'block']);
    if (named(['state'])?.text !== 'absent' && line !== undefined && isSysctlFile(path))
      readWrittenFile(reading, line, path, boot);
    return;
  }
  const path =
    pathNames.map((name) => tree.text(tree.get(value, name))).find((text) => text !== undefined) ?? '';
  if (tree.text(tree.get(value, 'state')) === 'absent') return;
  for (const name of ['content', 'block', 'line']) {
    const node = tree.get(value, name);
    const content = tree.scalar(node)?.region;
    if (content === undefined) continue;
    if (isSysctlFile(path) && readLineOfItems(reading, tree, task, sourceOf(tree, node), boot)) continue;
    // A line with references into its pattern is known only when it is written.
    if (name === 'line' && (!isSysctlFile(path) || /\\\d/.test(content.text))) continue;
    readWrittenFile(reading, content, path, boot);
  }
}

const pathNames = ['dest', 'path', 'destfile', 'name'];

/** Lines that are items of the task's loop, `{{ item }}` or `{{ item.key }}={{ item.value }}`; false if it is another line. */
function readLineOfItems(reading: Reading, tree: YamlTree, task: Node, line: string, boot: Effect): boolean {
  const pair = itemPairOf(line);
  if (pair !== undefined) {
    const { keyField, valueField } = pair;
    readLoop(reading, tree, task, boot, { keyField, valueOf: (item) => fieldOf(tree, item, valueField) });
    return true;
  }
  const item = itemOf(line);
  if (item === undefined) return false;
  for (const node of loopItems(reading, tree, task)) {
    const text = tree.scalar(item.field === undefined ? node : fieldOf(tree, node, item.field))?.region;
    if (text !== undefined) new EmbeddedConf(text).addTo(reading, boot);
  }
  return true;
}
