import type { Node } from 'yaml';
import type { AssignmentRemarks } from '../assignment.ts';
import { isUnknown } from '../masks.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';
import { ansibleValue } from './ansibleValue.ts';
import { fieldOf, fileText, itemOf, loopItems, readLoop, sourceOf } from './loop.ts';
import { oneLineArguments } from './oneLineArguments.ts';
import type { SureTask } from './taskLists.ts';

const style = { meaning: ansibleValue };

export interface Task {
  readonly node: Node;
  /** Absent if it may not run, or not on the same hosts as others. */
  readonly sure: SureTask | undefined;
}

/**
 * A task of the module `sysctl`, once or for each item of a loop. The short name of the module and the aliases `key` and `val` are
 * read like the others, and nothing is said of them.
 * Source: plugins/modules/sysctl.py of ansible.posix.
 */
export function readSysctlTask(
  reading: Reading,
  tree: YamlTree,
  { node: task, sure }: Task,
  call: Node | undefined,
  effect: Effect,
): void {
  const text = tree.scalar(call)?.region;
  if (text !== undefined) {
    readOneLine(reading, tree, { node: task, sure }, text, effect);
    return;
  }
  const name = tree.get(call, 'name') ?? tree.get(call, 'key');
  if (tree.text(tree.get(call, 'state')) === 'absent') {
    const key = tree.scalar(name)?.region;
    if (key !== undefined) reading.addRemoval(key);
    return;
  }
  const value = tree.get(call, 'value') ?? tree.get(call, 'val');
  const writtenName = sourceOf(tree, name);
  const item = itemOf(writtenName);
  if (name === undefined) return;
  const remarks = remarksOf((option) => tree.text(tree.get(call, option)), sure);
  if (item === undefined) {
    tree.add(reading, effect, { key: name, value, whole: task, remarks }, style);
    return;
  }
  const ownValue = itemOf(sourceOf(tree, value));
  readLoop(reading, tree, task, effect, {
    keyField: item.field,
    remarks,
    valueOf: (node) => (ownValue === undefined ? value : fieldOf(tree, node, ownValue.field)),
  });
}

/** Plays of one file are for different hosts, conditions exclude each other, and files differ: there, twice may be meant. */
function remarksOf(
  option: (name: string) => string | undefined,
  sure: SureTask | undefined,
): AssignmentRemarks {
  const isNo = (text: string | undefined): boolean => /^(?:no|false|off|0)$/i.test(text ?? '');
  const isSet = option('sysctl_set') !== undefined && !isNo(option('sysctl_set'));
  return {
    ...(isNo(option('reload')) && !isSet && { isNotApplied: true }),
    ...(sure !== undefined &&
      option('sysctl_file') === undefined &&
      // The key may be taken out.
      !isUnknown(option('state') ?? '') && { list: sure.list }),
  };
}

/** `sysctl: name=net.x value=1 state=present` */
function readOneLine(
  reading: Reading,
  tree: YamlTree,
  { node: task, sure }: Task,
  region: Region,
  effect: Effect,
): void {
  const named = oneLineArguments(region);
  const key = named(['name', 'key']);
  if (key === undefined) return;
  if (named(['state'])?.text === 'absent') {
    reading.addRemoval(key);
    return;
  }
  const value =
    named(['value', 'val']) ?? region.part({ start: region.text.length, end: region.text.length });
  const item = itemOf(fileText(key));
  const remarks = remarksOf((option) => named([option])?.text, sure);
  if (item === undefined) {
    reading.add({ key, value, remarks }, effect);
    return;
  }
  const own = itemOf(fileText(value));
  if (own !== undefined) {
    readLoop(reading, tree, task, effect, {
      keyField: item.field,
      remarks,
      valueOf: (node) => fieldOf(tree, node, own.field),
    });
    return;
  }
  // One value for every name of the loop.
  for (const node of loopItems(reading, tree, task)) {
    const name = tree.scalar(node)?.region;
    if (name !== undefined && /[./]/.test(name.text))
      reading.add({ key: name, value, remarks, writeValue: () => undefined }, effect);
  }
}
