import { parseTOML, type AST } from 'toml-eslint-parser';
import { tomlTooDeepAt } from '../../parse/tomlTooDeepAt.ts';
import { isUnknown } from '../masks.ts';
import type { Reading } from '../reading.ts';
import type { Region } from '../region.ts';

/** A value of a TOML file, under the full path of its key. */
export interface TomlEntry {
  readonly path: readonly string[];
  /** How many names of the path stand before the `=`; the others are those of its table. */
  readonly keyLength: number;
  /** Of the names before the `=`. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: AST.TOMLContentNode;
}

/** What a broken file is worth: its lines up to the first that cannot be read, and after it. */
const mostBrokenLines = 5;

/** The values of a TOML file. A line that cannot be read is left out, and what is nested too deeply ends the file. */
export function tomlEntries(reading: Reading, region: Region): readonly TomlEntry[] {
  const end = tomlTooDeepAt(region.text) ?? region.text.length;
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

function lineOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('lineNumber' in error)) return undefined;
  return typeof error.lineNumber === 'number' ? error.lineNumber - 1 : undefined;
}

function entriesOf({ key, value }: AST.TOMLKeyValue, above: readonly string[]): readonly TomlEntry[] {
  const own = key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const path = [...above, ...own];
  if (value.type === 'TOMLInlineTable') return value.body.flatMap((pair) => entriesOf(pair, path));
  return [{ path, keyLength: own.length, keyStart: key.range[0], keyEnd: key.range[1], value }];
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
