import type { Region } from '../region.ts';
import { significantLines } from './yamlLines.ts';

/** How far apart editors set their tabs; of two that fit equally well, the first one. */
const tabWidths = [8, 4, 2] as const;

/**
 * YAML takes no tab for indentation. Who writes one sees it reach to the next tab stop, so that what follows has its place: how far
 * apart these are is known from the lines around it.
 */
export function withoutTabs(region: Region): Region {
  const step = ownStep(region.text);
  let best: { readonly expanded: Region; readonly faults: number } | undefined;
  for (const width of tabWidths) {
    const expanded = withTabStops(region, width);
    const faults = faultsOf(expanded.text, step);
    if (best === undefined || faults < best.faults) best = { expanded, faults };
  }
  return best?.expanded ?? region;
}

function withTabStops(region: Region, width: number): Region {
  const { text } = region;
  const parts: string[] = [];
  const offsets: number[] = [];
  /** In the indentation of a line; undefined after it. */
  let column: number | undefined = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (column !== undefined && character === '\t') {
      const blanks = width - (column % width);
      column += blanks;
      parts.push(' '.repeat(blanks));
      for (let blank = 0; blank < blanks; blank++) offsets.push(at);
      continue;
    }
    parts.push(character);
    offsets.push(at);
    if (character === '\n') column = 0;
    else column = character === ' ' && column !== undefined ? column + 1 : undefined;
  }
  offsets.push(text.length);
  return region.decoded(parts.join(''), offsets, (written) => written);
}

/** By how much a line without tabs is indented more than the key above it, where that is least. */
function ownStep(text: string): number | undefined {
  let least: number | undefined;
  /** Of a key that nothing follows on its line. */
  let keyColumn: number | undefined;
  for (const { start, indent, isItem, isEmpty, keyColumn: column } of significantLines(text, 0)) {
    const hasTab = text[start + indent] === '\t';
    if (keyColumn !== undefined && !hasTab && !isItem && indent > keyColumn)
      least = Math.min(indent - keyColumn, least ?? Infinity);
    keyColumn = isEmpty && !hasTab ? column : undefined;
  }
  return least;
}

/** How many lines do not stand where one would expect them below the line before. */
function faultsOf(text: string, step: number | undefined): number {
  let faults = 0;
  let columns: number[] = [];
  let before: { readonly keyColumn: number; readonly isEmpty: boolean; readonly hasKey: boolean } | undefined;
  for (const { indent, isItem, isMark, isEmpty, key, keyColumn } of significantLines(text, 0)) {
    if (isMark) {
      columns = [];
      before = undefined;
      continue;
    }
    const deeper = indent - (before?.keyColumn ?? indent);
    if (before !== undefined && before.hasKey) {
      // A key without a value, one with two, or a step unlike the others.
      if (before.isEmpty ? !isItem && deeper <= 0 : deeper > 0) faults++;
      else if (before.isEmpty && !isItem && step !== undefined && deeper !== step) faults++;
    }
    const top = columns.at(-1) ?? 0;
    while ((columns.at(-1) ?? 0) > indent) columns.pop();
    // Back at a column where nothing began.
    if (top > indent && columns.at(-1) !== indent) faults++;
    if (columns.at(-1) !== indent) columns.push(indent);
    if (keyColumn !== indent) columns.push(keyColumn);
    before = { keyColumn, isEmpty, hasKey: key !== '' };
  }
  return faults;
}
