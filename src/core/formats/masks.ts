/** Stands for a character that a template engine, a shell or a variable has yet to write. From the private use area. */
export const unknownCharacter = '\uE000';

export function isUnknown(text: string): boolean {
  return text.includes(unknownCharacter);
}

/** Jinja, Go and Mustache; ERB. They may span lines. */
const opening = /\{[{%#]|<%/g;
const closings: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** With each expression of a template engine replaced. An opening without a closing is none, and costs nothing more. */
function replaceExpressions(text: string, replaced: (expression: string) => string): string {
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
    result += text.slice(done, found.index) + replaced(text.slice(found.index, end + closing.length));
    done = end + closing.length;
    opening.lastIndex = done;
  }
  return result + text.slice(done);
}

/**
 * The text with the expressions of template engines made unknown, character by character, so that parsers can read the
 * rest and every place stays where it was. An expression that has its lines to itself leaves blanks there: it may write
 * anything, but what it writes is no part of a line that is here.
 */
export function maskTemplates(text: string): string {
  if (!/\{[{%#]|<%/.test(text)) return text;
  const masked = replaceExpressions(text, (found) => found.replace(/[^\r\n]/g, unknownCharacter));
  const lines = masked.split('\n').map((line) => {
    if (!isUnknown(line)) return line;
    const isAlone = line.replaceAll(unknownCharacter, '').trim() === '';
    return isAlone ? line.replaceAll(unknownCharacter, ' ') : line;
  });
  return lines.join('\n');
}

/** Interpolations of Terraform and Ruby in a text that is not theirs. */
export function maskInterpolations(text: string): string {
  return text.replace(/[$#%]\{[^{}\n]*\}/g, (found) => unknownCharacter.repeat(found.length));
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
