import { systemdTemplateSettings } from '../ini/iniCutter.ts';
import { iniLines } from '../ini/iniLines.ts';
import { hashComments } from '../placedDocument.ts';
import { holdsOpening, maskTemplates, maskTemplatesInLines } from '../masks.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import type { Region } from '../region.ts';
import { containerEffect, readSysctlOptions, sharedNamespaces } from '../shell/containerOptions.ts';
import { lexShell, type ShellWord } from '../shell/shellLexer.ts';
import { addPair } from '../shell/shellPair.ts';

/** A `.container` of Podman: `Sysctl=a=1 b=2`, also several times, and `--sysctl` among `PodmanArgs=`. */
export const readQuadlet: Reader = (reading, source) => {
  const region = source.masked(maskTemplates(source.text));
  const unit = reading.unitOf(source);
  const settings = iniLines(region.text, { continues: true }).map(({ name, valueSpan, line }) => {
    const value = region.part(valueSpan);
    return { name, value, words: wordsOf(value), line };
  });
  const options = sharedNamespaces(
    settings.flatMap(({ name, words }) => (name === 'PodmanArgs' ? words : [])),
  );
  const network = settings.some(({ name, value }) => name === 'Network' && value.text === 'host');
  const shared = { ...options, network: network || options.network };
  // What the container shares counts for all lines of the file, and an expression may span some.
  const spansLines = holdsOpening(maskTemplatesInLines(source.text));
  if (source.isFile && (shared.network || shared.ipc || spansLines)) reading.noteDependence();
  const acts = containerEffect(unit, shared);
  for (const { name, value, words, line } of settings) {
    const place = { reading, region: value, effect: acts };
    const commentLine = reading.file.lineAt(value.offset(0));
    if (name === 'PodmanArgs') readSysctlOptions(place, words, commentLine, 'beside');
    if (name !== 'Sysctl') continue;
    const pairs = rejoined(value.text, words);
    const removal = pairs.length === 1 ? reading.file.wholeLines(region.span(line)) : undefined;
    for (const pair of pairs)
      addPair(place, pair, commentLine, { failingBlanks: 'beside', ...(removal && { removal }) });
  }
};

function wordsOf({ text }: Region): readonly ShellWord[] {
  return lexShell(text).filter((token) => token.kind === 'word');
}

/** `a = 1` without quotes is three words and no pair, and meant as one. */
function rejoined(text: string, words: readonly ShellWord[]): readonly ShellWord[] {
  const pairs: ShellWord[] = [];
  for (const word of words) {
    const before = pairs.at(-1);
    const isTorn =
      before !== undefined &&
      (before.text.includes('=')
        ? before.text.endsWith('=') && !word.text.includes('=')
        : word.text.startsWith('='));
    if (isTorn) pairs.splice(-1, 1, wordBetween(text, before.start, word.end));
    else pairs.push(word);
  }
  return pairs;
}

function wordBetween(text: string, start: number, end: number): ShellWord {
  const own = text.slice(start, end);
  const offsets = Array.from({ length: own.length + 1 }, (_, at) => start + at);
  return { kind: 'word', text: own, offsets, quotes: ' '.repeat(own.length), start, end };
}

export const quadletFormat = placedFormat({
  id: 'quadlet',
  recognises: (text, path) =>
    (path === undefined || /\.(?:container|pod|kube)$/.test(path)) && /^\[Container\]/m.test(text),
  read: readQuadlet,
  cutter: systemdTemplateSettings,
  comments: hashComments,
});
