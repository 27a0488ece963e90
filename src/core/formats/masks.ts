import { lineBreaks } from './text/lines.ts';

/** Stands for a character that a template engine, a shell or a variable has yet to write. From the private use area. */
export const unknownCharacter = '\uE000';

export function isUnknown(text: string): boolean {
  return text.includes(unknownCharacter);
}

/** Jinja, Go and Mustache; ERB. They may span lines. */
const openings = /\{[{%#]|<%/g;
const mustache = /\{\{/g;
const closings: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** With each expression of a template engine replaced. An opening without a closing is none, and costs nothing more. */
function replaceExpressions(
  text: string,
  opening: RegExp,
  replaced: (expression: string, start: number) => string,
): string {
  const unclosed = new Set<string>();
  let result = '';
  let done = 0;
  opening.lastIndex = 0;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const [mark] = found;
    const closing = closings[mark] ?? '';
    const end = unclosed.has(mark) ? -1 : text.indexOf(closing, found.index + mark.length);
    if (end < 0) {
      unclosed.add(mark);
      // `{{%` may be a brace and an opening.
      opening.lastIndex = found.index + 1;
      continue;
    }
    result +=
      text.slice(done, found.index) + replaced(text.slice(found.index, end + closing.length), found.index);
    done = end + closing.length;
    opening.lastIndex = done;
  }
  return result + text.slice(done);
}

/** Every character made unknown; lines stay. */
export function masking(expression: string): string {
  return expression.replace(/[^\r\n]/g, unknownCharacter);
}

/** Only `{{ … }}` on one line, for a language in which the other marks are its own. */
export function maskMustaches(text: string): string {
  if (!text.includes('{{')) return text;
  const lines = text
    .split('\n')
    .map((line) => (line.includes('{{') ? replaceExpressions(line, mustache, masking) : line));
  return lines.join('\n');
}

/**
 * The text with the expressions of template engines made unknown, character by character, so that parsers can read the
 * rest and every place stays where it was. An expression that has its lines to itself leaves blanks there: it may write
 * anything, but what it writes is no part of a line that is here.
 */
export function maskTemplates(text: string): string {
  if (!holdsOpening(text)) return text;
  const masked = replaceExpressions(text, openings, masking);
  const lines = masked.split('\n').map((line) => {
    if (!isUnknown(line)) return line;
    const isAlone = line.replaceAll(unknownCharacter, '').trim() === '';
    return isAlone ? line.replaceAll(unknownCharacter, ' ') : line;
  });
  return lines.join('\n');
}

/** The same with each line masked by itself, so that an expression that spans lines keeps its marks. */
export function maskTemplatesInLines(text: string): string {
  return holdsOpening(text) ? text.split('\n').map(maskTemplates).join('\n') : text;
}

/**
 * Whether a text has an opening of an expression; if it was masked, one without a closing, which may follow in the text around it.
 * Most texts have no brace, and looking for one character is many times as fast as an expression.
 */
export function holdsOpening(text: string): boolean {
  return (text.includes('{') || text.includes('<%')) && /\{[{%#]|<%/.test(text);
}

/** Whether an expression of a template engine goes on over the end of a line. */
export function holdsLongExpression(text: string): boolean {
  if (!holdsOpening(text)) return false;
  let isLong = false;
  replaceExpressions(text, openings, (found) => {
    isLong ||= found.includes('\n');
    return found;
  });
  return isLong;
}

/** The lines inside of expressions of a template engine, without those where they begin and end. */
export function linesInsideExpressions(text: string): ReadonlySet<number> {
  const lines = new Set<number>();
  if (!holdsOpening(text)) return lines;
  let line = 0;
  let counted = 0;
  replaceExpressions(text, openings, (found, start) => {
    line += lineBreaks(text.slice(counted, start));
    const breaks = lineBreaks(found);
    for (let inside = 1; inside < breaks; inside++) lines.add(line + inside);
    line += breaks;
    counted = start + found.length;
    return found;
  });
  return lines;
}

/** Interpolations of Terraform and Ruby in a text that is not theirs. */
export function maskInterpolations(text: string): string {
  return text.replace(/[$#%]\{[^{}\n]*\}/g, (found) => unknownCharacter.repeat(found.length));
}

/** `${…}` of Terraform, of Flux and of envsubst. In YAML `#{` begins a comment. */
export function maskSubstitutions(text: string): string {
  return text.replace(/\$\{[^{}\n]*\}/g, (found) => unknownCharacter.repeat(found.length));
}

/** Variables that Compose fills in; `$$` is a dollar sign. */
export function maskVariables(text: string): string {
  return text.replace(/\$\$|\$\{[^{}\n]*\}|\$[A-Za-z_]\w*/g, (found) =>
    found === '$$' ? found : unknownCharacter.repeat(found.length),
  );
}

/** A key whose unknown parts are written `?`; undefined if nothing of it is known. */
export function knownPartOfKey(key: string): string | undefined {
  if (!isUnknown(key)) return key;
  const known = key.replaceAll(new RegExp(`${unknownCharacter}+`, 'g'), '?');
  return /[a-z]/i.test(known) && /[./]/.test(known) ? known : undefined;
}
