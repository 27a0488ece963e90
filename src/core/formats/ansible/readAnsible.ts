import type { Node } from 'yaml';
import type { AssignmentRemarks } from '../assignment.ts';
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
import {
  keyCounts,
  loopsOverOwnVariable,
  sureTasks,
  taskLists,
  type KeyCounts,
  type SureTask,
} from './taskLists.ts';

const style = { meaning: ansibleValue };

/** Their items are tasks, or what the task makes of them, which may be to check or to remove. */
const isOtherList = (key: string): boolean => /^(?:loop|with_\w+)$/.test(key) || taskLists.test(key);

const modules = /^(?:sysctl|shell|command|raw|copy|blockinfile|lineinfile|action|local_action)$/;

/** Plays, tasks, handlers and variables of Ansible. */
export function readAnsible(reading: Reading, region: Region, path?: string): void {
  // Each of them runs only if something calls it by its name.
  const areHandlers = /(?:^|\/)handlers\//.test(path ?? '');
  const applied = effect('host', 'now', reading.unitOf(region));
  let isFirst = true;
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const sure = areHandlers
      ? new Map<Node, SureTask>()
      : sureTasks(reading, tree, isFirst && reading.isContinued);
    isFirst = false;
    readLateTasks(reading, tree, sure, applied);
    const ofList = tree.isMap(tree.root) ? numberedLists(reading) : undefined;
    tree.walk(tree.root, (node) => {
      if (!tree.isMap(node)) return;
      const entries = tree.entries(node);
      // The keys of a play may be in other pieces, and those of a task are not.
      const isPlay = entries.some(({ key }) => taskLists.test(key));
      if (isPlay && entries.some(({ key }) => modules.test(moduleOf(key)))) reading.noteDependence();
      for (const entry of entries)
        readEntry(reading, tree, { node, sure: sure.get(node), ofList }, entry, applied);
    });
  }
}

type ListRemarks = (list: Node) => AssignmentRemarks;

/** In a file of variables, each list is handed to whoever reads it as a whole. */
function numberedLists(reading: Reading): ListRemarks {
  const numbers = new Map<Node, number>();
  return (list) => {
    const number = numbers.get(list) ?? reading.newList();
    numbers.set(list, number);
    return { list: { name: 'variable', number } };
  };
}

/** What a variable holds is set when a task goes through it, which is not where it stands: read before what reads it there. */
function readLateTasks(
  reading: Reading,
  tree: YamlTree,
  tasks: ReadonlyMap<Node, SureTask>,
  applied: Effect,
): void {
  let counts: KeyCounts | undefined;
  for (const [node, sure] of tasks) {
    const call = tree.entries(node).find(({ key }) => moduleOf(key) === 'sysctl');
    if (call === undefined || !isModuleCall(tree, call.value)) continue;
    if (!loopsOverOwnVariable(tree, node, sure, () => (counts ??= keyCounts(tree)))) continue;
    const line = reading.file.lineAt(tree.region.offset(node.range?.[0] ?? 0));
    const turn = { stage: sure.list.turn?.stage ?? 0, line };
    const late = { ...sure, list: { ...sure.list, turn } };
    readSysctlTask(reading, tree, { node, sure: late }, call.value, applied);
  }
}

/** One key of a task, or one variable. */
function readEntry(
  reading: Reading,
  tree: YamlTree,
  task: Task & { readonly ofList: ListRemarks | undefined },
  { key, value }: YamlEntry,
  applied: Effect,
): void {
  switch (moduleOf(key)) {
    case 'sysctl':
      if (isModuleCall(tree, value)) readSysctlTask(reading, tree, task, value, applied);
      else readParameterMap(reading, tree, value, applied, style, task.ofList);
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
      // A local action is another host's.
      const own = key === 'action' ? task : { ...task, sure: undefined };
      if (/^(?:ansible\.posix\.)?sysctl\s/.test(text)) readSysctlTask(reading, tree, own, value, applied);
      return;
    }
    default:
      // The name tells, or the names below it do: `tuning: { net.core.somaxconn: 4096 }`.
      if (/sysctl/i.test(key) || (!isOtherList(key) && holdsParameters(tree, value)))
        readParameterMap(reading, tree, value, applied, style, task.ofList);
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
