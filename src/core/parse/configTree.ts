import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document } from 'yaml';
import { parseTOML, type AST } from 'toml-eslint-parser';
import { tomlTooDeepAt } from './tomlTooDeepAt.ts';
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

/**
 * The documents of a YAML stream, JSON included, with what aliases and merge keys stand for; of a broken one what stands before
 * the error. Never throws.
 */
export function parseYamlTree(text: string): readonly ConfigNode[] {
  try {
    const documents = parseAllDocuments(text.slice(0, tooDeepAt(text)), {
      prettyErrors: false,
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
    });
    let left = mostNodes;
    return (Array.isArray(documents) ? documents : []).flatMap((document: Document) => {
      // `resolve()` of an alias goes over the whole document each time.
      const anchors = new Map<string, unknown>();
      const nodeOf = (node: unknown, depth: number, isCopy = false): ConfigNode | undefined => {
        left -= 1;
        if (isAlias(node)) return nodeOf(anchors.get(node.source), depth, true);
        if (left < 0 || depth > deepest || !(isScalar(node) || isMap(node) || isSeq(node))) return undefined;
        if (node.anchor !== undefined && !isCopy) anchors.set(node.anchor, node);
        const [start = 0, end = start] = node.range ?? [];
        return {
          start,
          end,
          ...(isScalar(node) && { text: textOf(node.value) }),
          entries: isMap(node)
            ? merged(
                node.items.flatMap(({ key, value }) => {
                  const named = nodeOf(key, depth + 1, isCopy);
                  const valued = nodeOf(value, depth + 1, isCopy);
                  return named?.text === undefined || valued === undefined
                    ? []
                    : [{ key: named.text, start: named.start, node: valued }];
                }),
              )
            : [],
          items: isSeq(node) ? node.items.flatMap((item) => nodeOf(item, depth + 1, isCopy) ?? []) : [],
        };
      };
      return nodeOf(document.contents, 0) ?? [];
    });
  } catch {
    return [];
  }
}

/** The entries of a map with those of the maps that `<<` names, which count where the map has no key of theirs. */
function merged(entries: readonly ConfigEntry[]): readonly ConfigEntry[] {
  const named = entries.filter(({ key }) => key === '<<');
  if (named.length === 0) return entries;
  const all = new Map<string, ConfigEntry>();
  for (const entry of entries) if (entry.key !== '<<') all.set(entry.key, entry);
  for (const { node } of named)
    for (const map of [node, ...node.items])
      for (const entry of map.entries) if (!all.has(entry.key)) all.set(entry.key, entry);
  return [...all.values()];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A TOML text as one map, up to the line that is nested too deeply; undefined where it cannot be read. Never throws. */
export function parseTomlTree(text: string): ConfigNode | undefined {
  const end = tomlTooDeepAt(text);
  try {
    const [table] = parseTOML(end === undefined ? text : text.slice(0, text.lastIndexOf('\n', end) + 1)).body;
    const tree = new TomlTree(text.length);
    for (const node of table.body)
      if (node.type === 'TOMLTable') {
        const at = tree.placeOf(tree.root, node.resolvedKey.map(String), node.range);
        if (at !== undefined) for (const pair of node.body) tree.addPair(at, pair);
      } else tree.addPair(tree.root, node);
    return tree.root.node;
  } catch {
    return undefined;
  }
}

/** A map that is being built. */
interface TomlMap {
  readonly node: ConfigNode & { readonly entries: ConfigEntry[] };
  readonly depth: number;
  readonly maps: Map<string, TomlMap>;
}

class TomlTree {
  readonly root: TomlMap;
  #left = mostNodes;

  constructor(end: number) {
    this.root = tomlMap([0, end], 0);
  }

  /** The map below a path of keys, made where it is missing; absent beyond the limits. */
  placeOf(from: TomlMap, path: readonly string[], range: AST.Range): TomlMap | undefined {
    let at = from;
    for (const key of path) {
      let map = at.maps.get(key);
      if (map === undefined) {
        if (!this.#hasRoom(at.depth + 1)) return undefined;
        map = tomlMap(range, at.depth + 1);
        at.maps.set(key, map);
        at.node.entries.push({ key, start: range[0], node: map.node });
      }
      at = map;
    }
    return at;
  }

  addPair(to: TomlMap, { key, value, range }: AST.TOMLKeyValue): void {
    const names = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
    const last = names.pop();
    const at = last === undefined ? undefined : this.placeOf(to, names, range);
    if (last === undefined || at === undefined) return;
    const node = this.#nodeOf(value, at.depth + 1);
    if (node !== undefined) at.node.entries.push({ key: last, start: range[0], node });
  }

  #nodeOf(value: AST.TOMLContentNode, depth: number): ConfigNode | undefined {
    if (!this.#hasRoom(depth)) return undefined;
    const map = tomlMap(value.range, depth);
    if (value.type === 'TOMLInlineTable') for (const pair of value.body) this.addPair(map, pair);
    if (value.type === 'TOMLArray')
      return { ...map.node, items: value.elements.flatMap((item) => this.#nodeOf(item, depth + 1) ?? []) };
    return value.type === 'TOMLValue' ? { ...map.node, text: String(value.value) } : map.node;
  }

  #hasRoom(depth: number): boolean {
    this.#left -= 1;
    return this.#left >= 0 && depth <= deepest;
  }
}

function tomlMap([start, end]: AST.Range, depth: number): TomlMap {
  return { node: { start, end, entries: [], items: [] }, depth, maps: new Map() };
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
