import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../parse/sysctlLine.ts';
import type { AssignmentRemarks } from '../assignment.ts';
import { commaBefore } from '../commaBefore.ts';
import { masking } from '../masks.ts';
import type { Effect, Reading } from '../reading.ts';
import { trimmedSpan } from '../reading.ts';
import type { Region } from '../region.ts';
import { isOpenQuote, yamlScalar, type YamlScalar } from './yamlScalar.ts';
import type { YamlPart } from './yamlStream.ts';

export interface YamlEntry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | undefined;
}

/** What a format does to a value before the kernel sees it, and how it wants it written. */
export interface ValueStyle {
  /** For a plain scalar, the text that it represents; the text itself if absent. */
  readonly meaning?: (plain: string) => string;
  /** Writes every value as a string. */
  readonly alwaysQuoted?: boolean;
}

/** A document of a YAML stream as formats ask about it: by keys, through aliases and merges, never in a circle. */
export class YamlTree {
  readonly region: Region;
  readonly #document: Document;
  readonly #anchors = new Map<string, Node>();
  /** Open quotes and what they stand in: how far that goes is not known. */
  readonly #open = new Set<Node>();
  readonly #entriesOf = new Map<YAMLMap, readonly YamlEntry[]>();

  constructor({ region, document }: YamlPart) {
    this.region = region;
    this.#document = document;
    const parents = new Map<Node, Node | undefined>();
    const isBroken = document.errors.length > 0;
    this.walk(document.contents, (node, parent) => {
      if (isBroken) parents.set(node, parent);
      if (isBroken && isOpenQuote(region, node))
        for (let at: Node | undefined = node; at !== undefined && !this.#open.has(at); at = parents.get(at))
          this.#open.add(at);
      if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
        this.#anchors.set(node.anchor, node);
    });
  }

  get root(): Node | undefined {
    return this.resolved(this.#document.contents);
  }

  /** Behind an alias; undefined for one that leads nowhere. */
  resolved(node: unknown): Node | undefined {
    const found = isAlias(node) ? this.#anchors.get(node.source) : node;
    return isNode(found) && !isAlias(found) ? found : undefined;
  }

  entries(node: unknown): readonly YamlEntry[] {
    const map = this.resolved(node);
    return isMap(map) ? this.#entries(map) : [];
  }

  get(node: unknown, ...path: readonly string[]): Node | undefined {
    let at = this.resolved(node);
    for (const key of path) {
      const found: YamlEntry | undefined = this.entries(at).find((entry) => entry.key === key);
      at = this.resolved(found?.value);
    }
    return at;
  }

  items(node: unknown): readonly Node[] {
    const list = this.resolved(node);
    if (!isSeq(list)) return [];
    return list.items.map((item) => this.resolved(item)).filter((item) => item !== undefined);
  }

  isMap(node: unknown): node is YAMLMap {
    return isMap(node);
  }

  isList(node: unknown): node is YAMLSeq {
    return isSeq(node);
  }

  scalar(node: unknown): YamlScalar | undefined {
    return yamlScalar(this.region, this.resolved(node));
  }

  text(node: unknown): string | undefined {
    return this.scalar(node)?.region.text;
  }

  isTrue(node: unknown): boolean {
    return /^(?:true|yes|on)$/i.test(this.text(node) ?? '');
  }

  /** Every node below one, each once, however aliases lead. */
  walk(from: unknown, visit: (node: Node, parent: Node | undefined) => void): void {
    const seen = new Set<unknown>();
    const stack: { readonly node: unknown; readonly parent: Node | undefined }[] = [
      { node: from, parent: undefined },
    ];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node, parent } = next;
      if (!isNode(node) || isAlias(node) || seen.has(node)) continue;
      seen.add(node);
      visit(node, parent);
      const children: unknown[] = isMap(node)
        ? node.items.flatMap((pair) => (isPair(pair) ? [pair.key, pair.value] : []))
        : isSeq(node)
          ? node.items
          : [];
      for (const child of children.toReversed()) stack.push({ node: child, parent: node });
    }
  }

  /** Adds what a key and a value set. `whole` goes away with it: the item of a list, or the pair, and a `holder` of no other. */
  add(
    reading: Reading,
    effect: Effect,
    found: {
      readonly key: Node;
      readonly value: Node | undefined;
      readonly whole?: Node;
      readonly holder?: YamlEntry | undefined;
      readonly meantKey?: string;
      readonly writeKey?: (key: string) => string | undefined;
      readonly remarks?: AssignmentRemarks;
    },
    style: ValueStyle = {},
  ): void {
    const key = this.scalar(found.key);
    if (key === undefined) return;
    const value = this.scalar(found.value);
    const place = value ?? { start: key.end, end: key.end };
    const removal =
      value?.isOpen === true
        ? undefined
        : this.removal(
            reading,
            found.whole ?? found.key,
            found.whole === undefined ? place.end : undefined,
            found.holder,
          );
    reading.add(
      {
        key: key.region,
        value:
          value === undefined
            ? this.region.part({ start: key.end, end: key.end })
            : meant(this.region, value, style),
        ...(found.meantKey !== undefined && { meantKey: found.meantKey }),
        ...(found.writeKey && { writeKey: found.writeKey }),
        isPresent: value !== undefined,
        remarks: { ...remarksOf(value, style), ...found.remarks },
        ...(value !== undefined && {
          valueSpan: this.region.span(value),
          writeValue: (text: string) => this.region.encode(written(text, value, style)),
        }),
        ...(removal && { removal }),
      },
      effect,
    );
  }

  /** The lines of an item or a pair; in a list or a map on one line, the item with its comma. None with an open quote. */
  removal(reading: Reading, node: Node, endsAt?: number, holder?: YamlEntry): Span | undefined {
    const range = this.#open.has(node) ? undefined : (node.range ?? undefined);
    if (range === undefined) return undefined;
    const { text } = this.region;
    const { start, end } = trimmedSpan(text, {
      start: (holder && this.#startOfHolder(holder, range[0])) ?? range[0],
      end: Math.max(endsAt ?? 0, range[1]),
    });
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const before = text.slice(lineStart, start);
    const after = /^[ \t]*(?:,[ \t]*)?(?:#[^\n]*)?(?=\r?\n|$)/.exec(text.slice(end));
    const earlier = commaBefore(text, start);
    // JSON has no comma before the end of a list, so the one before goes with the last item.
    const isLast = earlier !== undefined && /^\s*[\]}]/.test(text.slice(end));
    if (!isLast && /^[ \t]*(?:- +)?$/.test(before) && after !== null)
      return reading.file.wholeLines(this.region.span({ start: lineStart, end }));
    const comma = /^\s*,\s*/.exec(text.slice(end));
    if (comma !== null) return this.region.span({ start, end: end + comma[0].length });
    return earlier === undefined ? undefined : this.region.span({ start: earlier, end });
  }

  /** Where a pair begins whose map or list has nothing but what begins at a place: without that, its value would be null. */
  #startOfHolder({ keyNode, value }: YamlEntry, at: number): number | undefined {
    const isAlone = (isMap(value) || isSeq(value)) && value.items.length === 1 && value.flow !== true;
    const start = keyNode.range?.[0];
    if (!isAlone || start === undefined || value.anchor !== undefined) return undefined;
    // A comment stays, and with it what it is about.
    return this.region.text.slice(start, at).includes('#') ? undefined : start;
  }

  /** Each map is read once, and what merges bring in more ways than one is there once: else each level would multiply them. */
  #entries(map: YAMLMap): readonly YamlEntry[] {
    const known = this.#entriesOf.get(map);
    if (known !== undefined) return known;
    // A merge that leads back to the map brings nothing.
    this.#entriesOf.set(map, []);
    const own: YamlEntry[] = [];
    const merged = new Map<Node, YamlEntry>();
    for (const { key, value } of map.items) {
      const scalar = yamlScalar(this.region, key);
      if (scalar === undefined || !isNode(key)) continue;
      if (scalar.region.text === '<<') {
        const sources = isSeq(value) ? value.items : [value];
        for (const source of sources)
          for (const entry of this.entries(source)) merged.set(entry.keyNode, entry);
      } else own.push({ key: scalar.region.text, keyNode: key, value: isNode(value) ? value : undefined });
    }
    const names = new Set(own.map(({ key }) => key));
    const entries = [...own, ...[...merged.values()].filter(({ key }) => !names.has(key))];
    this.#entriesOf.set(map, entries);
    return entries;
  }
}

function remarksOf(value: YamlScalar | undefined, { meaning }: ValueStyle): AssignmentRemarks {
  if (value?.style !== 'plain') return {};
  const { text } = value.region;
  const isTyped = meaning !== undefined && meaning(text) !== text;
  return { isPlainScalar: true, ...(isTyped && { typedFrom: text }) };
}

function meant(
  source: Region,
  { region, style, start, end, isOpen }: YamlScalar,
  { meaning }: ValueStyle,
): Region {
  if (isOpen) return region.masked(masking(region.text));
  if (style === 'block') {
    const { start: from, end: to } = trimmedSpan(region.text, { start: 0, end: region.text.length });
    return region.part({ start: from, end: to });
  }
  const text = style === 'plain' ? meaning?.(region.text) : undefined;
  if (text === undefined || text === region.text) return region;
  return source.decoded(text, [...Array.from(text, () => start), end], () => undefined);
}

/** A value in place of a scalar, in the quotes that were there. */
function written(text: string, { style }: YamlScalar, { alwaysQuoted }: ValueStyle): string {
  if (style === 'single') return `'${text.replaceAll("'", "''")}'`;
  if (style === 'plain' && alwaysQuoted !== true && /^(?:\d+|[A-Za-z_][\w.-]*)$/.test(text)) return text;
  return JSON.stringify(text);
}
