import type { Span } from '../../parse/sysctlLine.ts';
import { FileText } from '../fileText.ts';
import { maskInterpolations, maskTemplates, unknownCharacter } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { EmbeddedConf } from '../embeddedConf.ts';
import { decodeEscapes } from '../shell/decodeEscapes.ts';
import { isSysctlFile, readShell } from '../shell/readShell.ts';
import { hclPairs } from '../terraform/hclPairs.ts';
import { bracePairs } from '../text/bracePairs.ts';
import { bracesAround } from '../text/bracesAround.ts';
import { withoutComments } from '../../parse/withoutComments.ts';
import { readParameterMaps } from '../yaml/readParameterMaps.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';

/** Resources of Puppet that set parameters: `sysctl { 'key': value => … }`, its relatives, and files with their content. */
const readManifest: Reader = (reading, source) => {
  const masked = maskInterpolations(maskTemplates(source.text));
  const region = source.masked(withoutComments(masked, { hash: true }));
  const { text } = region;
  const braces = bracePairs(text);
  const lines = new FileText(text);
  const around = bracesAround(text, braces);
  const resources = [...text.matchAll(/\b(sysctl(?:::\w+){0,8}|file|file_line|exec|augeas)\s*\{\s*/g)];
  let until = 0;
  for (const [at, found] of resources.entries()) {
    // Resources are not nested.
    if (found.index < until) continue;
    const start = found.index + found[0].length;
    const closing = braces.get(found.index + found[0].indexOf('{'));
    // One that is never closed, such as one that is being written, ends where the next one begins.
    const end = closing ?? resources[at + 1]?.index ?? text.length;
    until = end;
    const type = found[1] ?? '';
    if (type.startsWith('sysctl')) {
      readResources(reading, region, { start, end }, lines, around(found.index));
      readContent(reading, region, start, end);
    } else readFileResource(reading, region, type, start, end);
  }
  // sysctl::parameters and hashes that a module goes through.
  const hash = /(?<!\w)(?=\w*sysctl)\w+\s*=>?\s*\{|\bvalues\s*=>\s*\{|\$\w+\s*=\s*\{/g;
  let hashEnd = 0;
  for (const found of text.matchAll(hash)) {
    if (found.index < hashEnd) continue;
    const start = found.index + found[0].length;
    hashEnd = braces.get(start - 1) ?? text.length;
    readHash(reading, region, { start, end: hashEnd }, braces, lines);
  }
};

/** Data of Hiera that a class or a resource gets: `sysctl::base::values: { net.x: { value: 1 } }`. */
const readHiera: Reader = (reading, region) => {
  for (const part of yamlParts(reading, region))
    readParameterMaps(reading, new YamlTree(part), effect('host', 'now'));
};

const isHiera = (text: string): boolean => /^["']?(?=[\w:]*sysctl)\w+(?:::\w+)+["']?\s*:(?!:)/m.test(text);

const isPuppet = (text: string): boolean =>
  /\bsysctl(?:::\w+){0,8}\s*\{|\b(?:file|exec|file_line)\s*\{|\$\w+\s*=\s*\{/.test(text) && /=>/.test(text);

/** `'key': value => '1', ensure => present;`, one or several in one pair of braces. */
function readResources(
  reading: Reading,
  region: Region,
  { start, end }: Span,
  lines: FileText,
  branch: number,
): void {
  const { text } = region;
  const titles = [...text.slice(start, end).matchAll(/(?:(['"])([^'"\n]+)\1|\bdefault)\s*:(?!:)/g)];
  const bodies = titles.map((title, index) => {
    const until = titles[index + 1]?.index;
    return { start: start + title.index + title[0].length, end: until === undefined ? end : start + until };
  });
  const valueIn = (body: Span | undefined): PuppetValue | undefined =>
    body && valuesIn(region, body, lines).find(({ name }) => name === 'value' || name === 'val');
  const shared = valueIn(bodies[titles.findIndex(([whole]) => whole.startsWith('default'))]);
  for (const [index, title] of titles.entries()) {
    const from = start + title.index;
    const body = bodies[index];
    if (body === undefined || title[2] === undefined) continue;
    const pairs = hclPairs(text, body, lines);
    if (isAbsent(text.slice(body.start, body.end))) continue;
    const own = valueIn(body);
    const value = own ?? shared;
    const keyPair = pairs.find(({ name }) => name === 'key' || name === 'name');
    const key = keyPair?.inner ?? { start: from + 1, end: from + 1 + title[2].length };
    if (!/[./]/.test(text.slice(key.start, key.end))) continue;
    if (value === undefined) continue;
    reading.add(
      {
        key: region.part(key),
        value: value.region,
        ...(own !== undefined && value.span !== undefined && { valueSpan: region.span(value.span) }),
        // Puppet compares titles, and parameters of the same title elsewhere may be of another branch.
        ...(keyPair === undefined && { remarks: { list: { name: String(branch), rejectedBy: 'Puppet' } } }),
        writeValue: (written) =>
          own === undefined || value.span === undefined
            ? undefined
            : /^\d+$/.test(written)
              ? written
              : `'${written}'`,
      },
      effect('host', 'now'),
    );
  }
}

interface PuppetValue {
  readonly name: string;
  readonly key: Span;
  readonly region: Region;
  /** With its quotes; absent for what is not written as one value. */
  readonly span?: Span;
}

/** A name is read from its beginning, and a list ends before another: what is not closed is read once. */
const listPair = /(?:(['"])|(?<![\w./*-]))([\w./*-]+)\1\s*=>\s*\[([^[\]]*)\]/g;

/** `name => value` directly in a span: a word, a string, a list that is joined with blanks, or an expression, which is unknown. */
function valuesIn(region: Region, { start, end }: Span, lines: FileText): readonly PuppetValue[] {
  const { text } = region;
  const single = hclPairs(text, { start, end }, lines).map((pair): PuppetValue => {
    const { name, key, value, inner } = pair;
    const isQuoted = value.start !== inner.start;
    const isExpression = !isQuoted && !/^-?\d+$|^(?:true|false)$/.test(text.slice(value.start, value.end));
    const own = region.part(inner);
    if (isExpression) return { name, key, region: own.masked(unknownCharacter.repeat(own.text.length)) };
    const isDecoded = text[value.start] === '"' && own.text.includes('\\');
    return { name, key, region: isDecoded ? decodeEscapes(own) : own, span: value };
  });
  const lists = [...text.slice(start, end).matchAll(listPair)].map((found): PuppetValue => {
    const from = start + found.index + (found[1] ?? '').length;
    const at = start + found.index + found[0].length - 1 - (found[3] ?? '').length;
    const joined = (found[3] ?? '')
      .split(',')
      .map((item) => item.trim().replace(/^['"]|['"]$/g, ''))
      .filter((item) => item !== '')
      .join(' ');
    const places = [...Array.from(joined, () => at), at + (found[3] ?? '').length];
    const name = found[2] ?? '';
    return {
      name,
      key: { start: from, end: from + name.length },
      region: region.decoded(joined, places, () => undefined),
    };
  });
  return [...single, ...lists];
}

/** A hash of parameters, in whatever it stands: `'net.x' => '1'`, and `'net.x' => { value => '1' }`. */
function readHash(
  reading: Reading,
  region: Region,
  { start, end }: Span,
  braces: ReadonlyMap<number, number>,
  lines: FileText,
): void {
  const { text } = region;
  const add = (key: Span, value: PuppetValue): void => {
    reading.add(
      {
        key: region.part(key),
        value: value.region,
        ...(value.span && { valueSpan: region.span(value.span) }),
        writeValue: (written) => (value.span === undefined ? undefined : `'${written}'`),
      },
      effect('host', 'now'),
    );
  };
  for (const value of valuesIn(region, { start, end }, lines))
    if (looksLikeParameter(value.name)) add(value.key, value);
  let until = 0;
  for (const nested of text.slice(start, end).matchAll(/(['"])([\w./*-]+)\1\s*=>\s*\{/g)) {
    const from = start + nested.index;
    if (from < until) continue;
    const open = from + nested[0].length;
    until = braces.get(open - 1) ?? end;
    const value = valuesIn(region, { start: open, end: until }, lines).find(({ name }) => name === 'value');
    const name = nested[2] ?? '';
    if (value !== undefined && /[./]/.test(name))
      add({ start: from + 1, end: from + 1 + name.length }, value);
  }
}

/** A module's own kind of sysctl file: `a::sysctl::conf { 'b': content => "…" }`. */
function readContent(reading: Reading, region: Region, start: number, end: number): void {
  const content = stringOf(region, { start, end }, /content/);
  if (content !== undefined && !isAbsent(region.text.slice(start, end)))
    new EmbeddedConf(content).addTo(reading, effect('host', 'boot'));
}

function isAbsent(body: string): boolean {
  return /\bensure\s*=>\s*['"]?absent/.test(body);
}

/** The string that an attribute is, without its quotes. */
function stringOf(region: Region, { start, end }: Span, name: RegExp): Region | undefined {
  const body = region.text.slice(start, end);
  const found = new RegExp(`\\b(?:${name.source})\\s*=>\\s*(["'])((?:\\\\.|(?!\\1)[\\s\\S])*)\\1`).exec(body);
  if (found === null) return undefined;
  const at = start + found.index + found[0].length - 1 - (found[2] ?? '').length;
  const content = region.part({ start: at, end: at + (found[2] ?? '').length });
  return found[1] === '"' ? decodeEscapes(content) : content;
}

function readFileResource(reading: Reading, region: Region, type: string, start: number, end: number): void {
  const { text } = region;
  const body = text.slice(start, end);
  if (isAbsent(body)) return;
  const string = (name: RegExp): Region | undefined => stringOf(region, { start, end }, name);
  const path = string(/path/)?.text ?? /^\s*['"]([^'"]+)['"]\s*:/.exec(body)?.[1] ?? '';
  if (type === 'exec') {
    const command = string(/command/);
    if (command !== undefined) readShell(reading, command, effect('host', 'now'));
  } else if (isSysctlFile(path)) {
    const content = string(type === 'file' ? /content/ : /line/);
    if (content !== undefined) new EmbeddedConf(content).addTo(reading, effect('host', 'boot'));
  }
}

export const readPuppetText: Reader = (reading, region, path) => {
  (isHiera(region.text) ? readHiera : readManifest)(reading, region, path);
};

export const puppetFormat = placedFormat({
  id: 'puppet',
  recognises: (text, path) =>
    (/\.pp$/.test(path ?? '.pp') && isPuppet(text)) || (/\.ya?ml$/.test(path ?? '.yaml') && isHiera(text)),
  read: readPuppetText,
  comments: hashComments,
});
