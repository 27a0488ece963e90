/**
 * Control and format characters, halves of pairs, and separators of lines and paragraphs: none of them can be seen, and
 * each can lie about what stands beside it (turn the writing direction, hide, break a line, command a terminal).
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const allUnseen = new RegExp(unseen, 'gu');
const longestLabel = 300;
const longestShown = 2000;
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Whether all of a text can be seen. */
export function isVisible(text: string): boolean {
  return !unseen.test(text);
}

/** Text of others (a host, a file, a snapshot) with everything that cannot be seen as U+FFFD. */
export function visible(text: string): string {
  return text.replace(allUnseen, '\uFFFD');
}

/** The same on one line: tabs and line breaks are blanks. */
export function plainLine(text: string): string {
  return visible(text.replace(breaks, ' '));
}

/** One line of a view. A host may send names of megabytes, which no view draws in time that a person has. */
export function shownLine(text: string): string {
  return cutLabel(plainLine(text), longestShown);
}

/** The same for each line, where lines are ours. */
export function shownLines(text: string): string {
  return text.split('\n').map(shownLine).join('\n');
}

/** Each line for itself, where lines are ours. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainLine).join('\n');
}

/** One line for messages, labels and the status bar of VS Code, which draw `$(name)` as an icon and `[](…)` as a link. */
export function plainLabel(text: string): string {
  return cutLabel(uncutLabel(text));
}

/** The same in full: for what somebody agrees to. */
export function uncutLabel(text: string): string {
  return plainLine(text).replaceAll('$(', '$ (').replaceAll('](', '] (');
}

/** At most so many characters: a name may have 64 KB. */
export function cutLabel(line: string, most = longestLabel): string {
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** JSON that a terminal can show: what cannot be seen is escaped, and read back unchanged. */
export function visibleJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replace(allUnseen, (character) =>
    character === '\n' ? character : escaped(character),
  );
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
