import type { Cut, Cutter } from '../pieces/cutText.ts';
import { piecesOfYaml } from './standsAlone.ts';
import { significantLines, type YamlLine } from './yamlLines.ts';

/** The mark that begins a document of a stream. */
const documentMark = /(?<![^\n])---(?=\s|$)/g;

/** Before each document of a stream: documents are read one by one. */
export const yamlDocuments: Cutter = {
  next: (text, from) => {
    documentMark.lastIndex = from + 1;
    return { end: documentMark.exec(text)?.index ?? text.length, context: '' };
  },
};

/**
 * Before each item of a list that is a whole document, and before each item of the lists below the keys of such an item: plays,
 * and the tasks of plays. For a reader that looks at each item by itself.
 */
export function yamlListItems(listKey: RegExp): Cutter {
  return { ...piecesOfYaml, next: (text, from, context) => endOfItem(text, from, context, listKey) };
}

/** What is above a place in the outer item: the keys of lists, without their items. */
function above(column: number, key: string, inner = ''): string {
  const outer = `-${' '.repeat(column - 1)}${key}:\n`;
  return inner === '' ? outer : `${outer}${' '.repeat(column)}${inner}:\n`;
}

function endOfItem(text: string, from: number, context: string, listKey: RegExp): Cut {
  /** Where the keys of the outer item stand. */
  let keyColumn = context === '' ? 0 : context.search(/[^- ]/);
  let first: YamlLine | undefined;
  /** The key of a list whose first item is next. */
  let open = '';
  for (const line of significantLines(text, from)) {
    if (line.isMark) {
      if (line.start > from) return { end: line.start, context: '' };
      continue;
    }
    if (first === undefined) {
      first = line;
      // Another kind of document.
      if (context === '' && (line.indent > 0 || !line.isItem))
        return { end: endOfDocument(text, from), context: '' };
      if (line.indent === 0) keyColumn = line.keyColumn;
    } else if (line.isItem && line.indent === 0) return { end: line.start, context: '' };
    else if (line.isItem && open !== '' && line.indent >= keyColumn)
      return { end: line.start, context: above(keyColumn, open, open) };
    else if (first.isItem && first.indent > 0 && line.indent <= first.indent) {
      if (line.isItem && line.indent === first.indent) return { end: line.start, context };
      // Anything but a key of the outer item is an error, after which nothing is read.
      if (line.isItem || line.indent !== keyColumn) return { end: endOfDocument(text, from), context: '' };
      return { end: line.start, context: above(keyColumn, context.slice(keyColumn, context.indexOf(':'))) };
    }
    const isOuterKey = keyColumn > 0 && line.keyColumn === keyColumn && (first === line || !line.isItem);
    open = isOuterKey && line.isEmpty && listKey.test(line.key) ? line.key : '';
  }
  return { end: text.length, context: '' };
}

function endOfDocument(text: string, from: number): number {
  return yamlDocuments.next(text, from, '').end;
}

/** More of them are no settings any more. */
const mostKeys = 50;

/** Which keys of a document that is a map are cut below, by their path such as `machine/sysctls`. */
interface DividedKeys {
  /** Before each entry or item below these. */
  readonly divided: RegExp;
  /** Those of them whose entries the reader looks up by name; that of the root is empty. The others' it goes through. */
  readonly named: RegExp;
}

/**
 * Before each key of a document that is a map, and before each entry or item below `divided` ones of them. What comes before has the
 * keys above it, empty, so that the reader meets with each key where it expects it, and a second one of a name stays a second one.
 */
export function yamlKeys(divided: RegExp, named = /^$/): Cutter {
  const keys = { divided, named };
  return { ...piecesOfYaml, next: (text, from, context) => endOfEntry(text, from, context, keys) };
}

/** The same where keys do not bear on each other, so that there may be any number. */
export const yamlRootKeys: Cutter = {
  ...piecesOfYaml,
  next: (text, from) => {
    const { end } = endOfEntry(text, from, '', { divided: /^$/, named: /^$/ });
    return { end, context: '' };
  },
};

/** A key that is open and divided, or the root. */
interface OpenKey {
  readonly path: string;
  readonly indent: number;
  /** The first of its entries or items. */
  entry?: Pick<YamlLine, 'indent' | 'isItem'>;
}

function endOfEntry(text: string, from: number, above: string, keys: DividedKeys): Cut {
  let context = above;
  let first: YamlLine | undefined;
  let open = openKeys(above, keys);
  const broken = (): Cut => ({ end: endOfDocument(text, from), context: '' });
  for (const line of significantLines(text, from)) {
    if (line.isMark && line.start > from) return { end: line.start, context: '' };
    if (line.isMark) {
      context = '';
      open = openKeys('', keys);
      continue;
    }
    const isFirst = first === undefined;
    first ??= line;
    // Another kind of document.
    if (isFirst && context === '' && (line.indent > 0 || line.isItem)) return broken();
    const key = openAround(open, line);
    if (key === undefined) return broken();
    const isNamed = keys.named.test(key.path);
    const isFirstEntry = key.entry === undefined;
    const { entry = line } = key;
    key.entry = entry;
    if (line.indent > entry.indent) continue;
    // The items of a list may stand below the first character of its key.
    if (isNamed && line.indent === entry.indent && line.isItem && !entry.isItem) continue;
    // Another kind, or at another level, is an error, after which nothing is read.
    if (line.indent < entry.indent || line.isItem !== entry.isItem) return broken();
    // What is no key means one thing below a map and another at the beginning of a document.
    if (isNamed && line.key === '') return broken();
    if (!isFirst && !isFirstEntry) return { end: line.start, context: withoutBelow(context, line.indent) };
    if (!isNamed) continue;
    context = `${withoutBelow(context, line.indent)}${' '.repeat(line.indent)}${line.key}:\n`;
    if (context.split('\n').length > mostKeys) return broken();
    const path = below(key.path, line.key);
    if (line.isEmpty && keys.divided.test(path)) open.push({ path, indent: line.indent });
  }
  return { end: text.length, context };
}

/** The root, and the keys of a context that are divided and open at its end. */
function openKeys(context: string, { divided }: DividedKeys): OpenKey[] {
  const open: OpenKey[] = [{ path: '', indent: -1, entry: { indent: 0, isItem: false } }];
  for (const line of significantLines(context, 0)) {
    const above = openAround(open, line);
    if (above === undefined) break;
    above.entry = line;
    const path = below(above.path, line.key);
    if (divided.test(path)) open.push({ path, indent: line.indent });
  }
  return open;
}

/** The innermost key that a line is below; those further in are closed. */
function openAround(open: OpenKey[], { indent, isItem }: YamlLine): OpenKey | undefined {
  while (indent < (open.at(-1)?.indent ?? -1) + (isItem ? 0 : 1)) open.pop();
  return open.at(-1);
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

/** Keys of a context without those further in. */
function withoutBelow(context: string, indent: number): string {
  return context.replace(/^( *).*\n/gm, (line, blanks: string) => (blanks.length > indent ? '' : line));
}
