import { cutLabel, plainLine, plainLines, shownLine } from '../../core/model/plainText.ts';

/** What a client shows of an answer on one line, such as the name of an action or of a row. */
const labels = new Set(['title', 'label', 'name', 'detail']);
/** The same of several sentences. */
const sentences = new Set(['tooltip', 'message']);
/** What a client takes as it is: places in the text of a file, edits of it, and what it hands back. */
const exact = new Set(['range', 'edit', 'textEdit', 'data', 'arguments']);

/**
 * The edge of the language features: an answer with everything that a client shows made visible, because names and values in it
 * come from files and hosts. Edits keep the text of the file.
 */
export function shownText<T>(answer: T): T {
  return shown(answer, '') as T;
}

function shown(value: unknown, name: string): unknown {
  if (typeof value === 'string') return shownString(value, name);
  if (typeof value !== 'object' || value === null || exact.has(name)) return value;
  return Array.isArray(value) ? shownItems(value, name) : shownFields(value as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

/** The same array as long as all of it is visible: after a key press there may be a thousand diagnostics, and nearly all of them are. */
function shownItems(items: readonly unknown[], name: string): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [index, item] of items.entries()) {
    const inside = shown(item, name);
    if (inside !== item) (copy ??= [...items])[index] = inside;
  }
  return copy ?? items;
}

/** As with arrays. */
function shownFields(fields: Fields): Fields {
  let copy: Record<string, unknown> | undefined;
  for (const field in fields) {
    const inside = shown(fields[field], field);
    if (inside !== fields[field]) (copy ??= { ...fields })[field] = inside;
  }
  return copy ?? fields;
}

function shownString(text: string, name: string): string {
  if (labels.has(name)) return cutLabel(plainLine(text));
  if (sentences.has(name)) return shownLine(text);
  // The text of `MarkupContent`, which is Markdown.
  return name === 'value' ? plainLines(text) : text;
}
