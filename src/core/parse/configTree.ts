import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document } from 'yaml';
import { parseTOML, type AST } from 'toml-eslint-parser';
import { tooDeepAt } from './tooDeepAt.ts';

/** A value of a YAML, JSON or TOML text with its place, in UTF-16 code units. */
export interface ConfigNode {
  readonly start: number;
  readonly end: number;
  /** Of a scalar, as it is meant. */
  readonly text?: string;
  /** Of a map. */
  readonly entries: readonly ConfigEntry[];
  /** Of a list. */
  readonly items: readonly ConfigNode[];
}

export interface ConfigEntry {
  readonly key: string;
  /** Where the key begins. */
  readonly start: number;
  readonly node: ConfigNode;
}

/** Aliases of aliases could make a small text endless, and an alias of what it is in goes round in a circle. */
const mostNodes = 200_000;
const deepest = 500;

/** The documents of a YAML stream, JSON included; of a broken one what stands before the error. Never throws. */
export function parseYamlTree(text: string): readonly ConfigNode[] {
  try {
    const documents = parseAllDocuments(text.slice(0, tooDeepAt(text)), {
      prettyErrors: false,
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
    });
    return (Array.isArray(documents) ? documents : []).flatMap((document: Document) => {
      let left = mostNodes;
      const nodeOf = (node: unknown, depth: number): ConfigNode | undefined => {
        left -= 1;
        const found = isAlias(node) ? node.resolve(document) : node;
        if (left < 0 || depth > deepest || !(isScalar(found) || isMap(found) || isSeq(found)))
          return undefined;
        const [start = 0, end = start] = found.range ?? [];
        return {
          start,
          end,
          ...(isScalar(found) && { text: textOf(found.value) }),
          entries: isMap(found)
            ? found.items.flatMap(({ key, value }) => {
                const named = nodeOf(key, depth + 1);
                const valued = nodeOf(value, depth + 1);
                return named?.text === undefined || valued === undefined
                  ? []
                  : [{ key: named.text, start: named.start, node: valued }];
              })
            : [],
          items: isSeq(found) ? found.items.flatMap((item) => nodeOf(item, depth + 1) ?? []) : [],
        };
      };
      return nodeOf(document.contents, 0) ?? [];
    });
  } catch {
    return [];
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A TOML text as one map; undefined where it cannot be read. Never throws. */
export function parseTomlTree(text: string): ConfigNode | undefined {
  try {
    const [table] = parseTOML(text).body;
    const root = emptyMap(0, text.length);
    for (const node of table.body)
      if (node.type === 'TOMLTable') {
        const at = placeOf(root, node.resolvedKey.map(String), node.range);
        for (const pair of node.body) addPair(at, pair);
      } else addPair(root, node);
    return root;
  } catch {
    return undefined;
  }
}

type GrowingMap = ConfigNode & { readonly entries: ConfigEntry[] };

function emptyMap(start: number, end: number): GrowingMap {
  return { start, end, entries: [], items: [] };
}

function placeOf(root: GrowingMap, path: readonly string[], [start, end]: AST.Range): GrowingMap {
  let at = root;
  for (const key of path) {
    const found = at.entries.find((entry) => entry.key === key);
    const map = found === undefined ? emptyMap(start, end) : (found.node as GrowingMap);
    if (found === undefined) at.entries.push({ key, start, node: map });
    at = map;
  }
  return at;
}

function addPair(to: GrowingMap, { key, value, range }: AST.TOMLKeyValue): void {
  const names = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const last = names.pop();
  if (last === undefined) return;
  placeOf(to, names, range).entries.push({ key: last, start: range[0], node: tomlNode(value) });
}

function tomlNode(value: AST.TOMLContentNode): ConfigNode {
  const [start, end] = value.range;
  const map = emptyMap(start, end);
  if (value.type === 'TOMLInlineTable') for (const pair of value.body) addPair(map, pair);
  if (value.type === 'TOMLArray') return { ...map, items: value.elements.map(tomlNode) };
  return value.type === 'TOMLValue' ? { ...map, text: String(value.value) } : map;
}

/** The value below a path of keys. */
export function valueAt(node: ConfigNode | undefined, ...path: readonly string[]): ConfigNode | undefined {
  let at = node;
  for (const key of path) at = at?.entries.find((entry) => entry.key === key)?.node;
  return at;
}

/** Every entry of a tree with the path of keys that leads to it. */
export function* everyEntry(
  node: ConfigNode,
  path: readonly string[] = [],
): Iterable<ConfigEntry & { readonly path: readonly string[]; readonly parent: ConfigNode }> {
  for (const entry of node.entries) {
    yield { ...entry, path, parent: node };
    yield* everyEntry(entry.node, [...path, entry.key]);
  }
  for (const item of node.items) yield* everyEntry(item, path);
}
