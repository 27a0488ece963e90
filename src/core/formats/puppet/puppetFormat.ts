import type { Span } from '../../parse/sysctlLine.ts';
import { FileText } from '../fileText.ts';
import { maskInterpolations, maskTemplates } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { EmbeddedConf } from '../embeddedConf.ts';
import { decodeEscapes } from '../shell/decodeEscapes.ts';
import { isSysctlFile, readShell } from '../shell/readShell.ts';
import { hclPairs } from '../terraform/hclPairs.ts';
import { bracePairs } from '../text/bracePairs.ts';
import { withoutComments } from '../text/withoutComments.ts';

/** Resources of Puppet that set parameters: `sysctl { 'key': value => … }`, its relatives, and files with their content. */
export const readPuppet: Reader = (reading, source) => {
  const masked = maskInterpolations(maskTemplates(source.text));
  const region = source.masked(withoutComments(masked, { hash: true }));
  const { text } = region;
  const braces = bracePairs(text);
  const resources = [...text.matchAll(/\b(sysctl(?:::\w+)*|file|file_line|exec|augeas)\s*\{\s*/g)];
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
    if (type.startsWith('sysctl')) readResources(reading, region, start, end);
    else readFileResource(reading, region, type, start, end);
  }
  // sysctl::parameters and hashes that a module goes through.
  let hashEnd = 0;
  for (const found of text.matchAll(/(?<!\w)(?=\w*sysctl)\w+\s*=>?\s*\{|\bvalues\s*=>\s*\{/g)) {
    if (found.index < hashEnd) continue;
    const start = found.index + found[0].length;
    hashEnd = braces.get(start - 1) ?? text.length;
    readHash(reading, region, { start, end: hashEnd }, braces);
  }
};

/** `'key': value => '1', ensure => present;`, one or several in one pair of braces. */
function readResources(reading: Reading, region: Region, start: number, end: number): void {
  const { text } = region;
  const titles = [...text.slice(start, end).matchAll(/(['"])([^'"\n]+)\1\s*:(?!:)/g)];
  for (const [index, title] of titles.entries()) {
    const from = start + title.index;
    const until = titles[index + 1]?.index;
    const body = { start: from + title[0].length, end: until === undefined ? end : start + until };
    const pairs = hclPairs(text, body);
    if (/\bensure\s*=>\s*['"]?absent/.test(text.slice(body.start, body.end))) continue;
    const list = /\b(?:value|val)\s*=>\s*\[([^\]]*)\]/.exec(text.slice(body.start, body.end));
    const value = pairs.find(({ name }) => name === 'value' || name === 'val');
    const keyPair = pairs.find(({ name }) => name === 'key' || name === 'name');
    const key = keyPair?.inner ?? { start: from + 1, end: from + 1 + (title[2] ?? '').length };
    if (!/[./]/.test(text.slice(key.start, key.end))) continue;
    if (list !== null) {
      const at = body.start + list.index + list[0].indexOf('[') + 1;
      const joined = (list[1] ?? '')
        .split(',')
        .map((item) => item.trim().replace(/^['"]|['"]$/g, ''))
        .filter((item) => item !== '')
        .join(' ');
      const places = [...Array.from(joined, () => at), at + (list[1] ?? '').length];
      reading.add(
        {
          key: region.part(key),
          value: region.decoded(joined, places, () => undefined),
          writeValue: () => undefined,
        },
        effect('host', 'now'),
      );
    } else if (value !== undefined)
      reading.add(
        {
          key: region.part(key),
          value: unknownVariable(region.part(value.inner)),
          valueSpan: region.span(value.value),
          writeValue: (written) => (/^\d+$/.test(written) ? written : `'${written}'`),
        },
        effect('host', 'now'),
      );
  }
}

function unknownVariable(value: Region): Region {
  return value.text.startsWith('$') ? value.masked('\uE000'.repeat(value.text.length)) : value;
}

function readHash(
  reading: Reading,
  region: Region,
  { start, end }: Span,
  braces: ReadonlyMap<number, number>,
): void {
  const { text } = region;
  for (const pair of hclPairs(text, { start, end }))
    if (/^(?:net|vm|fs|kernel|dev)[./]/.test(pair.name))
      reading.add(
        {
          key: region.part(pair.key),
          value: unknownVariable(region.part(pair.inner)),
          valueSpan: region.span(pair.value),
          writeValue: (written) => `'${written}'`,
        },
        effect('host', 'now'),
      );
  // `'net.x' => { value => '1' }`
  const lines = new FileText(text);
  let until = 0;
  for (const nested of text.slice(start, end).matchAll(/(['"])([\w./*-]+)\1\s*=>\s*\{/g)) {
    const from = start + nested.index;
    if (from < until) continue;
    const open = from + nested[0].length;
    until = braces.get(open - 1) ?? end;
    const value = hclPairs(text, { start: open, end: until }, lines).find(({ name }) => name === 'value');
    if (value !== undefined && /[./]/.test(nested[2] ?? ''))
      reading.add(
        {
          key: region.part({ start: from + 1, end: from + 1 + (nested[2] ?? '').length }),
          value: unknownVariable(region.part(value.inner)),
          valueSpan: region.span(value.value),
          writeValue: (written) => `'${written}'`,
        },
        effect('host', 'now'),
      );
  }
}

function readFileResource(reading: Reading, region: Region, type: string, start: number, end: number): void {
  const { text } = region;
  const body = text.slice(start, end);
  if (/\bensure\s*=>\s*['"]?absent/.test(body)) return;
  const string = (name: RegExp): Region | undefined => {
    const found = new RegExp(`\\b(?:${name.source})\\s*=>\\s*(["'])((?:\\\\.|(?!\\1)[\\s\\S])*)\\1`).exec(
      body,
    );
    if (found === null) return undefined;
    const at = start + found.index + found[0].length - 1 - (found[2] ?? '').length;
    const content = region.part({ start: at, end: at + (found[2] ?? '').length });
    return found[1] === '"' ? decodeEscapes(content) : content;
  };
  const path = string(/path/)?.text ?? /^\s*['"]([^'"]+)['"]\s*:/.exec(body)?.[1] ?? '';
  if (type === 'exec') {
    const command = string(/command/);
    if (command !== undefined) readShell(reading, command, effect('host', 'now'));
  } else if (isSysctlFile(path)) {
    const content = string(type === 'file' ? /content/ : /line/);
    if (content !== undefined) new EmbeddedConf(content).addTo(reading, effect('host', 'boot'));
  }
}

export const puppetFormat = placedFormat({
  id: 'puppet',
  recognises: (text, path) =>
    /\.pp$/.test(path ?? '.pp') &&
    /\bsysctl(?:::\w+)*\s*\{|\b(?:file|exec|file_line)\s*\{/.test(text) &&
    /=>/.test(text),
  read: readPuppet,
  comments: hashComments,
});
