import { countText } from '../../core/model/numberText.ts';

/** What a tool has found, before it is cut to what a model wants to read. */
export interface Answer {
  /** What all parts amount to; on the first page. */
  readonly head: string;
  readonly count: number;
  /** One part, from 0. It is written when it is wanted: a host may have a million sockets. */
  readonly part: (at: number) => string;
  /** What one part is called, such as `socket`. */
  readonly unit: string;
  /** Between two parts. */
  readonly separator: string;
  /** What to ask to see less, or what was left out, where there is no next page. */
  readonly narrower: string;
}

/** An answer whose parts are written already. */
export function written(parts: readonly string[], answer: Omit<Answer, 'count' | 'part'>): Answer {
  return { ...answer, count: parts.length, part: (at) => parts[at] ?? '' };
}

export interface Page {
  readonly text: string;
  /** The first part that is not on it; absent on the last page. */
  readonly next?: number;
}

const cutNote = 'The rest of this part is left out: a larger maxTokens shows more of it.';

/** As many parts as fit into so many characters, from one on; always at least one, cut if it is too long. */
export function pageOf(answer: Answer, from: number, length: number): Page {
  const { head, count, part, separator } = answer;
  const texts = from === 0 && head !== '' ? [cut(head, length)] : [];
  let left = length - (texts[0]?.length ?? 0);
  let at = from;
  while (at < count) {
    const text = part(at);
    const isFirst = at === from;
    if (!isFirst && text.length + separator.length > left) break;
    // The verdict may take all of it, but a page without a part would be followed by itself.
    const shown = isFirst ? cut(text, Math.max(left, Math.floor(length / 2))) : text;
    texts.push(shown);
    left -= shown.length + separator.length;
    at += 1;
  }
  const [first = '', ...others] = texts;
  const afterHead = from === 0 && head !== '' ? '\n\n' : separator;
  const text = others.length === 0 ? first : `${first}${afterHead}${others.join(separator)}`;
  return at < count ? { text, next: at } : { text };
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const room = Math.max(0, length - cutNote.length - 2);
  const line = text.lastIndexOf('\n', room);
  // Half of a surrogate pair is no character.
  const kept = text.slice(0, line > 0 ? line : room).replace(/[\ud800-\udbff]$/, '');
  return `${kept}…\n${cutNote}`;
}

/** What a page does not show. */
export function leftOut({ count, unit }: Answer, from: number, next: number): string {
  return `${countText(count - next, `more ${unit}`)} of ${String(count)} left out (this page: ${String(from + 1)} to ${String(next)}).`;
}
