import { blankPairRemark, type FailingBlanks } from '../blankPair.ts';
import type { Effect, Reading } from '../reading.ts';
import { trimmedSpan } from '../reading.ts';
import type { Region } from '../region.ts';
import type { Span } from '../../parse/sysctlLine.ts';
import type { ShellCommand } from './shellCommands.ts';
import type { ShellWord } from './shellLexer.ts';

interface PairPlace {
  readonly reading: Reading;
  readonly region: Region;
  readonly effect: Effect;
}

interface PairOptions {
  /** Where the key starts in the word. */
  readonly from?: number;
  /** Other pairs of the command stay when this one goes. */
  readonly mayRemove?: boolean;
  readonly command?: ShellCommand;
  /** None where absent, as for sysctl. */
  readonly failingBlanks?: FailingBlanks | undefined;
  /** What goes away with the pair, where something else than a shell holds the words. */
  readonly removal?: Span;
}

/** A text that is one word already, such as an item of a list of arguments. */
export function argumentWord(text: string): ShellWord {
  const offsets = Array.from({ length: text.length + 1 }, (_, at) => at);
  return { kind: 'word', text, offsets, quotes: '='.repeat(text.length), start: 0, end: text.length };
}

/** A word with its quotes and escapes taken away, at its place. */
export function wordRegion(region: Region, word: ShellWord): Region {
  const quote = word.quotes[0] ?? ' ';
  return region.decoded(word.text, word.offsets, (text) => quoted(text, quote));
}

/** `key=value`, in quotes or not, with blanks around `=` where the quotes hold them. */
export function addPair(
  { reading, region, effect }: PairPlace,
  word: ShellWord,
  commentLine: number | undefined,
  { from = 0, mayRemove = false, command, failingBlanks, removal: given }: PairOptions,
): void {
  const equals = word.text.indexOf('=', from);
  if (equals < 0) return;
  const whole = wordRegion(region, word);
  const quote = word.quotes[equals] ?? ' ';
  const key = trimmedSpan(word.text, { start: from, end: equals });
  const value = trimmedSpan(word.text, { start: equals + 1, end: word.text.length });
  const removal = mayRemove ? wordRemoval(region, word, command) : undefined;
  // The text between `=` and the end of the word is replaced, with its own quotes.
  const raw = { start: (word.offsets[equals] ?? word.start) + 1, end: word.end };
  // `key=<number>` in a manual; a shell would read from a file of that name.
  const placeholder =
    quote === ' ' && raw.start === raw.end
      ? /^<[A-Za-z][\w .-]*>/.exec(region.text.slice(raw.start, raw.start + 80))
      : null;
  reading.add(
    {
      key: whole.part(key),
      value:
        placeholder === null
          ? whole.part(value)
          : region.part({ start: raw.start, end: raw.start + placeholder[0].length }),
      ...(commentLine !== undefined && { commentLine }),
      ...(failingBlanks && blankPairRemark(reading, whole, key, equals, failingBlanks)),
      ...(given && { removal: given }),
      ...(removal && { removal: region.span(removal) }),
      ...(quote === ' '
        ? {
            valueSpan: region.span(raw),
            writeValue: (text: string) => region.encode(inOwnQuotes(text, region.text[raw.start] ?? '')),
          }
        : {}),
      addition: (key, text) => {
        const written = region.encode(` ${/\s/.test(text) ? `'${key}=${text}'` : `${key}=${text}`}`);
        return command === undefined || written === undefined
          ? undefined
          : { at: region.offset(word.end), text: written };
      },
    },
    effect,
  );
}

/** The word with the blanks before it. */
function wordRemoval(
  region: Region,
  word: ShellWord,
  command: ShellCommand | undefined,
): { readonly start: number; readonly end: number } | undefined {
  const isPair = ({ text }: ShellWord): boolean => text.includes('=') && !text.startsWith('-');
  const first = command?.words.find(isPair);
  if (first === undefined || first === command?.words.findLast(isPair)) return undefined;
  let { start } = word;
  while (start > 0 && /[ \t]/.test(region.text[start - 1] ?? '')) start--;
  return { start, end: word.end };
}

/** A value after `key=`, in the quotes that were there. */
function inOwnQuotes(text: string, before: string): string {
  if (before === "'" || before === '"') return before + text + before;
  return /^[\w.,:/+-]*$/.test(text) ? text : `"${text}"`;
}

/** A text inside of quotes that stay; undefined if it would end them or the word. */
function quoted(text: string, quote: string): string | undefined {
  // An argument that no shell reads: what holds it writes it.
  if (quote === '=') return text;
  if (quote === "'") return text.includes("'") ? undefined : text;
  if (quote === '"') return text.replace(/["\\$`]/g, (character) => `\\${character}`);
  return /^[\w.,:/+=-]*$/.test(text) ? text : undefined;
}
