import { Document, parseDocument, visit, YAMLParseError } from 'yaml';
import { holdsOpening, maskTemplates } from '../masks.ts';
import { isRelevant, maySetSome } from '../mentions.ts';
import type { Reading } from '../reading.ts';
import { withoutJsonComments } from '../text/jsonComments.ts';
import { tooDeepAt } from '../../parse/tooDeepAt.ts';
import type { Region } from '../region.ts';
import { withoutOpenQuote } from './withoutOpenQuote.ts';
import { withoutTabs } from './withoutTabs.ts';

/** One document of a stream. */
export interface YamlPart {
  /** Its text; templates in it are unknown characters. */
  readonly region: Region;
  readonly document: Document;
}

/** There is hardly more than one of each kind that nothing closes. */
const mostOpenQuotes = 4;

/** More than this in one document is no configuration that a person wrote. */
const longestDocument = 4_000_000;

/**
 * The documents of a stream that may set parameters. Each is read for itself, so that a broken one costs only itself, and
 * those that mention none, and no port of a service, are not read at all. What may set some and cannot be read is noted.
 */
export function yamlParts(reading: Reading, region: Region): readonly YamlPart[] {
  return documentSpans(region.text).flatMap(({ start, end }) => {
    const text = region.text.slice(start, end);
    if (!isRelevant(text) && !reading.isPiece) return [];
    const part = region.part({ start, end });
    if (text.length > longestDocument) {
      reading.leaveOut(part, 'too-large');
      return [];
    }
    let masked = part.masked(maskedText(text));
    const tooDeep = tooDeepAt(masked.text);
    let document = parseYaml(masked.text.slice(0, tooDeep));
    const hasTabs = tooDeep === undefined && document.errors.some(({ code }) => code === 'TAB_AS_INDENT');
    if (hasTabs) {
      reading.noteBroken();
      masked = withoutTabs(masked);
      document = parseYaml(masked.text);
    }
    for (let quotes = 0; quotes < mostOpenQuotes && document.errors.length > 0; quotes++) {
      const closed = withoutOpenQuote(masked, document);
      if (closed === undefined) break;
      reading.noteBroken();
      masked = closed;
      document = parseYaml(masked.text);
    }
    // Nobody writes that by hand. What stands before it was read.
    if (tooDeep !== undefined || document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION'))
      reading.leaveOut(part, 'too-deep');
    else if (hasTabs && document.errors.length > 0 && maySetSome(text)) reading.leaveOut(part, 'tabs');
    if (document.errors.length > 0) reading.noteBroken();
    if (!isSelfContained(masked.text, document)) reading.noteDependence();
    return [{ region: masked, document }];
  });
}

function isSelfContained(masked: string, document: Document): boolean {
  if (holdsOpening(masked)) return false;
  let hasAlias = false;
  // The name of one is never a blank.
  if (/\*\S/.test(masked))
    visit(document, {
      Alias: () => {
        hasAlias = true;
        return visit.BREAK;
      },
    });
  return !hasAlias;
}

export function maskedText(text: string): string {
  return withoutDirectives(maskTemplates(withoutJsonComments(text)));
}

/** Lines of Terraform's templates such as `%{ if x }`, which would be directives of YAML. */
function withoutDirectives(text: string): string {
  return text.replace(/^[ \t]*%\{[^\n]*\}[ \t]*(?=\r?$)/gm, (line) => ' '.repeat(line.length));
}

/** What begins a document, and what ends one. YAML has no line break at a carriage return alone. */
const documentMarks = /(?<![^\n])(?:---(?=\s|$)|\.\.\.(?=[ \t\r]*(?:\n|$)))/g;

export function documentSpans(text: string): readonly { readonly start: number; readonly end: number }[] {
  const starts = [0];
  for (const mark of text.matchAll(documentMarks)) {
    // What follows the mark on its line belongs to the document.
    const start = mark.index + 3;
    if (mark.index > 0 || start > 0) starts.push(start);
  }
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return { start, end: next === undefined ? text.length : next - 3 };
  });
}

export function parseYaml(text: string): Document {
  const options = {
    keepSourceTokens: false,
    // Positions are ours, messages are not shown.
    prettyErrors: false,
    uniqueKeys: false,
    strict: false,
    merge: true,
    logLevel: 'silent',
  } as const;
  try {
    return parseDocument(text, options);
  } catch (error) {
    const document = new Document();
    document.errors.push(new YAMLParseError([0, 0], 'RESOURCE_EXHAUSTION', String(error)));
    return document;
  }
}
