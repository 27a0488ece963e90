import type { Node } from 'yaml';
import type { AssignmentList } from '../assignment.ts';
import type { Reading } from '../reading.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';
import { sourceOf } from './loop.ts';

/** Lists of tasks, which stand below the keys of a play. */
export const taskLists = /^(?:tasks|pre_tasks|post_tasks|handlers)$/;

/** Those that run in full, in this order whatever the order of the file; handlers run only if something calls them. */
const stages = ['pre_tasks', 'tasks', 'post_tasks'];

/** Keys that decide whether a task does anything, on which host, or in which file. */
const deciding = [
  'when',
  'delegate_to',
  'run_once',
  'tags',
  'listen',
  'check_mode',
  'connection',
  'module_defaults',
];

/** A task that is known to run after those before it and before those after it, on the same hosts. */
export interface SureTask {
  readonly list: AssignmentList;
  /** The play around it, if there is one. */
  readonly play?: Node;
}

/**
 * The tasks of a file of which that is known, in its lists and in blocks. What runs after a failure (`rescue`), or whatever happened
 * (`always`), is there to set something else.
 */
export function sureTasks(
  reading: Reading,
  tree: YamlTree,
  isContinued: boolean,
): ReadonlyMap<Node, SureTask> {
  const found = new Map<Node, SureTask>();
  // What follows may then not run on every host.
  if (mayEndEarly(tree)) return found;
  const addAll = (tasks: readonly Node[], sure: SureTask): void => {
    for (const task of tasks) {
      if (deciding.some((key) => tree.get(task, key) !== undefined)) continue;
      if (tree.entries(tree.get(task, 'vars')).some(({ key }) => key.startsWith('ansible_'))) continue;
      const block = tree.get(task, 'block');
      if (block === undefined) found.set(task, sure);
      else addAll(tree.items(block), sure);
    }
  };
  for (const [at, item] of tree.items(tree.root).entries()) {
    const lists = tree.entries(item).filter(({ key }) => taskLists.test(key));
    if (lists.length === 0 && tree.get(item, 'hosts') === undefined) {
      addAll([item], { list: { name: 'tasks' } });
      continue;
    }
    const number = at === 0 && isContinued ? 0 : reading.newList();
    for (const { key, value } of lists) {
      const stage = stages.indexOf(key);
      if (stage < 0) continue;
      addAll(tree.items(value), { list: { name: 'play', number, turn: { stage } }, play: item });
    }
  }
  return found;
}

/** Whether a task ends a play, perhaps for one host. */
function mayEndEarly(tree: YamlTree): boolean {
  let ends = false;
  tree.walk(tree.root, (node) => {
    ends ||=
      tree.isMap(node) &&
      tree
        .entries(node)
        .some(({ key, value }) => /(?:^|\.)meta$/.test(key) && /^end_/.test(tree.text(value) ?? ''));
  });
  return ends;
}

/** How often each name is a key in a document. */
export type KeyCounts = ReadonlyMap<string, number>;

export function keyCounts(tree: YamlTree): KeyCounts {
  const counts = new Map<string, number>();
  tree.walk(tree.root, (node) => {
    if (tree.isMap(node))
      for (const { key } of tree.entries(node)) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}

/** Whether the list of a task's loop is a variable that only its play sets, or the task itself, so that it has no other value. */
export function loopsOverOwnVariable(
  tree: YamlTree,
  task: Node,
  { play }: SureTask,
  counts: () => KeyCounts,
): boolean {
  const loop = tree.entries(task).find(({ key }) => /^(?:loop|with_(?:items|list|dict))$/.test(key));
  if (loop === undefined) return false;
  const written = sourceOf(tree, loop.value);
  const name = /^["']?\{\{\s*(\w+)\s*(?:\|\s*dict2items\s*)?\}\}["']?$/.exec(written.trim())?.[1];
  if (name === undefined) return false;
  // Files of variables come after those of the play.
  const isOfPlay = tree.get(play, 'vars_files') === undefined && tree.get(play, 'vars', name) !== undefined;
  const isOwn = isOfPlay || tree.get(task, 'vars', name) !== undefined;
  return isOwn && counts().get(name) === 1;
}
