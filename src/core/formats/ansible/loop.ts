import type { Node } from 'yaml';
import type { AssignmentRemarks } from '../assignment.ts';
import { isUnknown } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';
import { ansibleValue } from './ansibleValue.ts';

const style = { meaning: ansibleValue };

interface Loop {
  /** Of an item, the field that is the key; absent if the item as a whole is. */
  readonly keyField: string | undefined;
  readonly remarks?: AssignmentRemarks;
  readonly valueOf: (item: Node) => Node | undefined;
}

/** What a task sets for each item of its loop. */
export function readLoop(
  reading: Reading,
  tree: YamlTree,
  task: Node,
  effect: Effect,
  { keyField, valueOf, remarks = {} }: Loop,
): void {
  for (const { key, value } of dictionaryPairs(reading, tree, task))
    tree.add(reading, effect, { key, value, remarks }, style);
  const isIndexed = keyField !== undefined && /^\d$/.test(keyField);
  for (const node of loopItems(reading, tree, task, isIndexed)) {
    const hasFields = tree.isMap(node) || tree.isList(node);
    if (tree.isMap(node) && tree.text(tree.get(node, 'state')) === 'absent') continue;
    const key = hasFields ? fieldOf(tree, node, keyField) : keyField === undefined ? node : undefined;
    if (key !== undefined && tree.scalar(key) !== undefined)
      tree.add(reading, effect, { key, value: valueOf(node), whole: node, remarks }, style);
  }
}

/** A field of an item that is a map, or an element of one that is a list. */
export function fieldOf(tree: YamlTree, node: Node, field: string | undefined): Node | undefined {
  if (field === undefined) return undefined;
  return tree.isList(node) ? tree.items(node)[Number(field)] : tree.get(node, field);
}

/** A text as it is in the file. */
export function fileText(region: Region): string {
  const { start, end } = region.span({ start: 0, end: region.text.length });
  return region.file.text.slice(start, end);
}

/** The text in the file, including expressions. */
export function sourceOf(tree: YamlTree, node: Node | undefined): string {
  const region = tree.scalar(node)?.region;
  return region === undefined ? '' : fileText(region);
}

const reference = String.raw`\{\{-?\s*item(?:\.(\w+)|\[["']?(\w+)["']?\])?\s*(?:\|[^}]*)?\}\}`;
const wholeItem = new RegExp(`^\\s*["']?${reference}\\s*["']?$`);
const itemPair = new RegExp(`^\\s*["']?${reference}\\s*=\\s*${reference}\\s*["']?$`);

/** The fields of a line `{{ item.key }}={{ item.value }}`. */
export function itemPairOf(
  line: string,
): { readonly keyField: string; readonly valueField: string } | undefined {
  const [, a, b, c, d] = itemPair.exec(line) ?? [];
  const keyField = a ?? b;
  const valueField = c ?? d;
  return keyField === undefined || valueField === undefined ? undefined : { keyField, valueField };
}

/** The field of the loop's item that an expression is; none for the item as a whole. */
export function itemOf(expression: string): { readonly field?: string } | undefined {
  const match = wholeItem.exec(expression);
  if (match === null) return undefined;
  const field = match[1] ?? match[2];
  return field === undefined ? {} : { field };
}

/** The items of a task's loop, in place or in a variable of the same file. */
export function loopItems(reading: Reading, tree: YamlTree, task: Node, keepsLists = false): readonly Node[] {
  const loop = tree
    .entries(task)
    .find(({ key }) => /^(?:loop|with_(?:items|list|flattened|dict|subelements))$/.test(key));
  const direct = tree.resolved(loop?.value);
  if (direct === undefined) return [];
  const source = tree.scalar(direct) === undefined ? direct : variable(reading, tree, sourceOf(tree, direct));
  if (source === undefined) return [];
  return tree.items(source).flatMap((item) => (tree.isList(item) && !keepsLists ? tree.items(item) : [item]));
}

/** May be anywhere in the document. */
function variable(reading: Reading, tree: YamlTree, expression: string): Node | undefined {
  const name = /\{\{\s*(\w+)/.exec(expression)?.[1];
  let found: Node | undefined;
  if (name === undefined) return undefined;
  reading.noteDependence();
  tree.walk(tree.root, (node) => {
    if (found !== undefined || !tree.isMap(node)) return;
    const value = tree.get(node, name);
    if (tree.isList(value) || tree.isMap(value)) found = value;
  });
  return found;
}

/** The pairs of a dictionary that a task of the module goes through. */
function dictionaryPairs(
  reading: Reading,
  tree: YamlTree,
  task: Node,
): readonly { readonly key: Node; readonly value: Node | undefined }[] {
  const loop = tree.entries(task).find(({ key }) => /^(?:loop|with_dict)$/.test(key));
  const direct = tree.resolved(loop?.value);
  const source = tree.isMap(direct) ? direct : variable(reading, tree, sourceOf(tree, direct));
  if (!tree.isMap(source)) return [];
  return tree
    .entries(source)
    .filter(({ key }) => looksLikeParameter(key) && !isUnknown(key))
    .map(({ keyNode, value }) => ({ key: keyNode, value }));
}
