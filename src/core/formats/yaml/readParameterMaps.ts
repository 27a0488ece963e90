import type { Node } from 'yaml';
import type { AssignmentRemarks } from '../assignment.ts';
import { isUnknown } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import type { Effect, Reading } from '../reading.ts';
import { addPairScalar } from './yamlPair.ts';
import type { ValueStyle, YamlTree } from './yamlTree.ts';

const names = ['name', 'key', 'param', 'parameter', 'sysctl', 'setting'];
const values = ['value', 'val'];
/** Others may decide whether an item counts. */
const itemFields = [...names, ...values, 'state', 'reload', 'sysctl_set', 'ignoreerrors', 'comment'];

/** Parameters below any key that has `sysctl` in its name, as maps and as lists of names with values, however deep. */
export function readParameterMaps(
  reading: Reading,
  tree: YamlTree,
  effect: Effect,
  style: ValueStyle = {},
): void {
  tree.walk(tree.root, (node) => {
    if (!tree.isMap(node)) return;
    for (const { key, value } of tree.entries(node))
      if (/sysctl/i.test(key)) readParameterMap(reading, tree, value, effect, style);
  });
}

/** Items `key=value`, as lines of a sysctl file are. */
function readPairs(reading: Reading, tree: YamlTree, list: Node, effect: Effect): void {
  for (const item of tree.items(list)) {
    const text = tree.text(item) ?? '';
    const equals = text.indexOf('=');
    if (equals > 0 && looksLikeParameter(text.slice(0, equals).trim()))
      addPairScalar(reading, tree, item, effect);
  }
}

export function readParameterMap(
  reading: Reading,
  tree: YamlTree,
  from: Node | undefined,
  effect: Effect,
  style: ValueStyle,
  remarksOf?: (list: Node) => AssignmentRemarks | undefined,
): void {
  tree.walk(tree.resolved(from), (node, parent) => {
    if (tree.isList(node)) readPairs(reading, tree, node, effect);
    if (!tree.isMap(node)) return;
    const entries = tree.entries(node);
    const remarksIn = (list: Node | undefined, all: typeof entries): { remarks?: AssignmentRemarks } => {
      const isItem = tree.isList(list) && all.every(({ key }) => itemFields.includes(key));
      const remarks = isItem ? remarksOf?.(list) : undefined;
      return remarks === undefined ? {} : { remarks };
    };
    const entryOf = (wanted: readonly string[]): (typeof entries)[number] | undefined =>
      entries.find(({ key }) => wanted.includes(key));
    const name = entryOf(names);
    const value = entryOf(values);
    const key = tree.resolved(name?.value);
    if (key !== undefined && looksLikeParameter(tree.text(key) ?? '')) {
      const state = tree.text(entryOf(['state'])?.value) ?? '';
      // One that is not known yet may take the key out, as a task's may.
      const remarks = isUnknown(state) ? {} : remarksIn(parent, entries);
      if (value !== undefined && state !== 'absent')
        tree.add(reading, effect, { key, value: value.value, whole: node, ...remarks }, style);
      return;
    }
    for (const entry of entries) {
      const valueNode = tree.resolved(entry.value);
      if (!looksLikeParameter(entry.key) || tree.isList(valueNode)) continue;
      if (tree.isMap(valueNode)) {
        const inner = tree.entries(valueNode).find(({ key: one }) => values.includes(one));
        if (inner !== undefined) tree.add(reading, effect, { key: entry.keyNode, value: inner.value }, style);
      } else tree.add(reading, effect, { key: entry.keyNode, value: entry.value }, style);
    }
  });
}
