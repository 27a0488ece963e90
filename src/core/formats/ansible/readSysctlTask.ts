import type { Node } from 'yaml';
import { isUnknown } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { lexShell, type ShellWord } from '../shell/shellLexer.ts';
import { wordRegion } from '../shell/shellPair.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';
import { ansibleValue } from './ansibleValue.ts';

const style = { meaning: ansibleValue };

/** A task of the module `sysctl`, once or for each item of a loop. */
export function readSysctlTask(
  reading: Reading,
  tree: YamlTree,
  task: Node,
  call: Node | undefined,
  effect: Effect,
): void {
  const text = tree.scalar(call)?.region;
  if (text !== undefined) {
    readOneLine(reading, tree, task, text, effect);
    return;
  }
  if (tree.text(tree.get(call, 'state')) === 'absent') return;
  const name = tree.get(call, 'name') ?? tree.get(call, 'key');
  const value = tree.get(call, 'value') ?? tree.get(call, 'val');
  const writtenName = sourceOf(tree, name);
  const item = itemOf(writtenName);
  if (name === undefined) return;
  if (item === undefined) {
    tree.add(reading, effect, { key: name, value, whole: task }, style);
    return;
  }
  const ownValue = itemOf(sourceOf(tree, value));
  readLoop(reading, tree, task, effect, {
    keyField: item.field,
    valueOf: (node) => (ownValue === undefined ? value : fieldOf(tree, node, ownValue.field)),
  });
}

interface Loop {
  /** Of an item, the field that is the key; absent where the item as a whole is. */
  readonly keyField: string | undefined;
  readonly valueOf: (item: Node) => Node | undefined;
}

function readLoop(
  reading: Reading,
  tree: YamlTree,
  task: Node,
  effect: Effect,
  { keyField, valueOf }: Loop,
): void {
  for (const { key, value } of dictionaryPairs(tree, task)) tree.add(reading, effect, { key, value }, style);
  for (const node of loopItems(tree, task)) {
    const isMap = tree.isMap(node);
    if (isMap && tree.text(tree.get(node, 'state')) === 'absent') continue;
    const key = isMap ? fieldOf(tree, node, keyField) : keyField === undefined ? node : undefined;
    if (key !== undefined && tree.scalar(key) !== undefined)
      tree.add(reading, effect, { key, value: valueOf(node), whole: node }, style);
  }
}

function fieldOf(tree: YamlTree, node: Node, field: string | undefined): Node | undefined {
  return field === undefined ? undefined : tree.get(node, field);
}

/** `sysctl: name=net.x value=1 state=present` */
function readOneLine(reading: Reading, tree: YamlTree, task: Node, region: Region, effect: Effect): void {
  const words = lexShell(region.text).filter((token): token is ShellWord => token.kind === 'word');
  const named = (names: readonly string[]): Region | undefined => {
    const word = words.find(({ text }) => names.some((name) => text.startsWith(`${name}=`)));
    return (
      word && wordRegion(region, word).part({ start: word.text.indexOf('=') + 1, end: word.text.length })
    );
  };
  const key = named(['name', 'key']);
  if (key === undefined || named(['state'])?.text === 'absent') return;
  const value =
    named(['value', 'val']) ?? region.part({ start: region.text.length, end: region.text.length });
  const item = itemOf(fileText(key));
  if (item === undefined) {
    reading.add({ key, value }, effect);
    return;
  }
  const own = itemOf(fileText(value));
  if (own !== undefined) {
    readLoop(reading, tree, task, effect, {
      keyField: item.field,
      valueOf: (node) => fieldOf(tree, node, own.field),
    });
    return;
  }
  // One value for every name of the loop.
  for (const node of loopItems(tree, task)) {
    const name = tree.scalar(node)?.region;
    if (name !== undefined && /[./]/.test(name.text))
      reading.add({ key: name, value, writeValue: () => undefined }, effect);
  }
}

function fileText(region: Region): string {
  const { start, end } = region.span({ start: 0, end: region.text.length });
  return region.file.text.slice(start, end);
}

/** What stands in the file, expressions and all. */
function sourceOf(tree: YamlTree, node: Node | undefined): string {
  const region = tree.scalar(node)?.region;
  return region === undefined ? '' : fileText(region);
}

/** The field of the loop's item that an expression is; none for the item as a whole. */
function itemOf(expression: string): { readonly field?: string } | undefined {
  const match = /^\s*["']?\{\{\s*item(?:\.(\w+)|\[["'](\w+)["']\])?\s*(?:\|[^}]*)?\}\}\s*["']?$/.exec(
    expression,
  );
  if (match === null) return undefined;
  const field = match[1] ?? match[2];
  return field === undefined ? {} : { field };
}

/** The items of a task's loop, in place or in a variable of the same file. */
function loopItems(tree: YamlTree, task: Node): readonly Node[] {
  const loop = tree
    .entries(task)
    .find(({ key }) => /^(?:loop|with_(?:items|list|flattened|dict|subelements))$/.test(key));
  const direct = tree.resolved(loop?.value);
  if (direct === undefined) return [];
  const source = tree.scalar(direct) === undefined ? direct : variable(tree, sourceOf(tree, direct));
  if (source === undefined) return [];
  return tree.items(source).flatMap((item) => (tree.isList(item) ? tree.items(item) : [item]));
}

function variable(tree: YamlTree, expression: string): Node | undefined {
  const name = /\{\{\s*(\w+)/.exec(expression)?.[1];
  let found: Node | undefined;
  if (name === undefined) return undefined;
  tree.walk(tree.root, (node) => {
    if (found !== undefined || !tree.isMap(node)) return;
    const value = tree.get(node, name);
    if (tree.isList(value) || tree.isMap(value)) found = value;
  });
  return found;
}

/** The pairs of a dictionary that a task of the module goes through. */
function dictionaryPairs(
  tree: YamlTree,
  task: Node,
): readonly { readonly key: Node; readonly value: Node | undefined }[] {
  const loop = tree.entries(task).find(({ key }) => /^(?:loop|with_dict)$/.test(key));
  const direct = tree.resolved(loop?.value);
  const source = tree.isMap(direct) ? direct : variable(tree, sourceOf(tree, direct));
  if (!tree.isMap(source)) return [];
  return tree
    .entries(source)
    .filter(({ key }) => looksLikeParameter(key) && !isUnknown(key))
    .map(({ keyNode, value }) => ({ key: keyNode, value }));
}
