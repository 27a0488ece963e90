import { parseTOML, type AST } from 'toml-eslint-parser';
import { isUnknown } from '../masks.ts';
import type { Reading } from '../reading.ts';
import type { Region } from '../region.ts';

/** A value of a TOML file, under the full path of its key. */
export interface TomlEntry {
  readonly path: readonly string[];
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: AST.TOMLContentNode;
}

/** What a broken file is worth: its lines up to the first that cannot be read, and after it. */
const mostBrokenLines = 5;

/** The parser calls itself for each bracket, and with a deep stack everything takes longer. No real file has so many. */
const deepest = 100;

/** The values of a TOML file. A line that cannot be read is left out, and what is nested too deeply ends the file. */
export function tomlEntries(reading: Reading, region: Region): readonly TomlEntry[] {
  const end = tooDeepAt(region.text);
  if (end < region.text.length)
    reading.leaveOut(region.part({ start: end, end: region.text.length }), 'too-deep');
  let current = region.text.slice(0, end);
  for (let attempt = 0; attempt <= mostBrokenLines; attempt++) {
    try {
      const [table] = parseTOML(current).body;
      return table.body.flatMap((node) =>
        node.type === 'TOMLTable'
          ? node.body.flatMap((pair) => entriesOf(pair, node.resolvedKey.map(String)))
          : entriesOf(node, []),
      );
    } catch (error) {
      const line = lineOf(error);
      if (line === undefined) return [];
      const lines = current.split('\n');
      lines[line] = ' '.repeat(lines[line]?.length ?? 0);
      current = lines.join('\n');
    }
  }
  return [];
}

/** Where brackets are nested too deeply; the length of the text if nowhere. Brackets in texts count, too. */
function tooDeepAt(text: string): number {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > deepest) return index;
  }
  return text.length;
}

function lineOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('lineNumber' in error)) return undefined;
  return typeof error.lineNumber === 'number' ? error.lineNumber - 1 : undefined;
}

function entriesOf({ key, value }: AST.TOMLKeyValue, above: readonly string[]): readonly TomlEntry[] {
  const own = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const path = [...above, ...own];
  if (value.type === 'TOMLInlineTable') return value.body.flatMap((pair) => entriesOf(pair, path));
  const last = key.keys.at(-1);
  return [{ path, keyStart: last?.range[0] ?? key.range[0], keyEnd: key.range[1], value }];
}

/** The characters of a string without its quotes, or of a number. */
export function tomlText(region: Region, node: AST.TOMLContentNode): Region | undefined {
  const [start, end] = node.range;
  if (node.type !== 'TOMLValue') return undefined;
  if (node.kind !== 'string') return region.part({ start, end });
  const quotes = node.multiline ? 3 : 1;
  const inner = { start: start + quotes, end: end - quotes };
  const raw = region.text.slice(inner.start, inner.end);
  const encode = (text: string): string | undefined => (/["'\\\n]/.test(text) ? undefined : text);
  if (raw === node.value || isUnknown(raw)) return region.part(inner, encode);
  // With escapes the places are known as a whole only.
  const places = [...Array.from(node.value, () => inner.start), inner.end];
  return region.decoded(node.value, places, encode);
}
