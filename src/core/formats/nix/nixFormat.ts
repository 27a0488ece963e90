import type { Span } from '../../parse/sysctlLine.ts';
import { FileText } from '../fileText.ts';
import { maskInterpolations, unknownCharacter } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { bracesAround } from '../text/bracesAround.ts';
import { withoutComments } from '../../parse/withoutComments.ts';

/**
 * `boot.kernel.sysctl` of NixOS, as one set, as single options, and below `boot = {`. `lib.mkDefault` and its like are taken
 * off; an expression is unknown.
 */
export const readNix: Reader = (reading, source) => {
  const region = source.masked(maskInterpolations(withoutComments(source.text, { hash: true, block: true })));
  const { text } = region;
  const acts = effect('host', 'boot');
  const lines = new FileText(text);
  const around = bracesAround(text);
  let until = 0;
  for (const { start: from, end: at } of sysctlOptions(text)) {
    // A set in itself is read with the outer one.
    if (from < until) continue;
    const single = /^\s*\.\s*("([^"]+)"|[\w.-]+)\s*=\s*/.exec(text.slice(at, at + 400));
    if (single !== null) {
      const [whole, written = '', quoted] = single;
      const keyStart = at + whole.indexOf(written) + (quoted === undefined ? 0 : 1);
      const span = { start: keyStart, end: keyStart + (quoted ?? written).length };
      add(span, at + whole.length, from, quoted === undefined);
      continue;
    }
    // Also what `mkIf`, `mkMerge` and their like make of one set or a list of sets.
    const set = /^\s*=\s*(?=(?:[^;{}"]|"[^"\n]*")*\{)/.exec(text.slice(at, at + 400));
    if (set === null) continue;
    const start = at + set[0].length;
    until = optionEnd(text, start);
    const body = text.slice(start, until);
    for (const pair of body.matchAll(/("([^"\n]+)"|(?<![\w."-])[a-z][\w-]*(?:\.[\w*-]+)+)\s*=\s*/g)) {
      const [whole, written = '', quoted] = pair;
      const keyStart = start + pair.index + (quoted === undefined ? 0 : 1);
      const key = quoted ?? written;
      if (looksLikeParameter(key))
        add(
          { start: keyStart, end: keyStart + key.length },
          start + pair.index + whole.length,
          start + pair.index,
          quoted === undefined,
        );
    }
  }

  function add(key: Span, valueStart: number, pairStart: number, isUnquoted: boolean): void {
    const end = expressionEnd(text, valueStart);
    const expression = text.slice(valueStart, end);
    const wrapper =
      /^(?:\(?\s*(?:\w+\.)?mk(?:Default|Force|Override\s+\d+)\s+)/.exec(expression)?.[0].length ?? 0;
    const inner = expression
      .slice(wrapper)
      .replace(/\)\s*$/, '')
      .trimEnd();
    const start = valueStart + wrapper;
    const string = /^"([^"]*)"$/.exec(inner)?.[1] ?? /^''([^']*)''$/.exec(inner)?.[1];
    const quotes = string === undefined ? 0 : (inner.length - string.length) / 2;
    const isKnown = string !== undefined || /^(?:-?\d+|true|false)$/.test(inner);
    // A null takes the option away.
    if (inner === 'null') return;
    const span = { start: start + quotes, end: start + inner.length - quotes };
    const plain = region.part(span);
    const boolean = inner === 'true' ? '1' : inner === 'false' ? '0' : undefined;
    const value =
      boolean !== undefined
        ? region.decoded(boolean, [start, start + inner.length], () => undefined)
        : isKnown
          ? plain
          : plain.masked(unknownCharacter.repeat(Math.max(1, span.end - span.start)));
    const line = lines.lineAround(pairStart);
    const isOwnLine =
      text.slice(line.start, pairStart).trim() === '' &&
      text[end] === ';' &&
      text.slice(end + 1, line.end).trim() === '';
    const place = region.part(key);
    const inQuotes = region.encode(`"${place.text}"`);
    const isPath = isUnquoted && place.text.includes('.') && inQuotes !== undefined;
    reading.add(
      {
        key: place,
        value,
        remarks: {
          list: { name: String(around(pairStart)), rejectedBy: 'Nix' },
          ...(isPath && { unquotedKey: [reading.file.replace(region.span(key), inQuotes)] }),
        },
        valueSpan: region.span({ start, end: start + inner.length }),
        writeValue: (written) =>
          region.encode(string === undefined && /^\d+$/.test(written) ? written : JSON.stringify(written)),
        ...(isOwnLine && {
          removal: reading.file.wholeLines(region.span({ start: pairStart, end })),
        }),
      },
      acts,
    );
  }
};

/** Where `boot.kernel.sysctl`, or `sysctl =` in a set of the kernel, stands. */
function* sysctlOptions(text: string): Generator<Span> {
  const part = /\}|\bkernel\s*=\s*\{|\bsysctl\b(?=\s*=)|(?:\bboot\s*\.\s*)?\bkernel\s*\.\s*sysctl\b/g;
  let isInKernel = false;
  for (const { 0: found, index } of text.matchAll(part)) {
    if (found === '}') isInKernel = false;
    else if (found.endsWith('{')) isInKernel = true;
    else if (found !== 'sysctl' || isInKernel) yield { start: index, end: index + found.length };
  }
}

/** Longer values are expressions of which nothing is known. */
const longestExpression = 4096;

/** Where the definition of an option ends: at its `;`, or where the set around it is closed. */
function optionEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') at = Math.max(at, text.indexOf('"', at + 1));
    else if ('{(['.includes(character)) depth++;
    else if ('})]'.includes(character) && --depth < 0) return at;
    else if (character === ';' && depth === 0) return at;
  }
  return text.length;
}

function expressionEnd(text: string, from: number): number {
  const last = Math.min(text.length, from + longestExpression);
  for (let at = from; at < last; at++) {
    if (text[at] === '"') at = Math.max(at, text.indexOf('"', at + 1));
    else if (text[at] === ';') return at;
  }
  return last;
}

export const nixFormat = placedFormat({
  id: 'nix',
  recognises: (text, path) => /\.nix$/.test(path ?? '.nix') && sysctlOptions(text).next().done === false,
  read: readNix,
  comments: hashComments,
});
