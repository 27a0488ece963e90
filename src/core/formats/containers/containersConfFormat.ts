import type { Region } from '../region.ts';
import { blankPairRemark } from '../blankPair.ts';
import { commaBefore } from '../commaBefore.ts';
import { hashComments } from '../placedDocument.ts';
import { maskTemplates } from '../masks.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, trimmedSpan } from '../reading.ts';
import { tomlEntries, tomlText } from '../toml/tomlEntries.ts';

/** `default_sysctls` of containers.conf (Podman, Buildah) and crio.conf. */
export const readContainersConf: Reader = (reading, source) => {
  const region = source.masked(maskTemplates(source.text));
  const acts = effect('container', 'start', reading.newUnit(), {
    kind: 'container',
    shared: { network: false, ipc: false },
  });
  for (const { path, value } of tomlEntries(reading, region)) {
    if (path.at(-1) !== 'default_sysctls' || value.type !== 'TOMLArray') continue;
    for (const element of value.elements) {
      const pair = tomlText(region, element);
      const equals = pair?.text.indexOf('=') ?? -1;
      if (pair === undefined || equals < 0) continue;
      const key = trimmedSpan(pair.text, { start: 0, end: equals });
      reading.add(
        {
          key: pair.part(key),
          value: pair.part({ start: equals + 1, end: pair.text.length }),
          ...blankPairRemark(reading, pair, key, equals),
          ...elementRemoval(region, element.range),
        },
        acts,
      );
    }
  }
};

/** An element with its comma, on a line of its own or not. */
function elementRemoval(
  region: Region,
  [start, end]: readonly [number, number],
): { removal?: { start: number; end: number } } {
  const { text } = region;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const after = /^[ \t]*,?[ \t]*(?=\r?\n)/.exec(text.slice(end));
  if (text.slice(lineStart, start).trim() === '' && after !== null)
    return { removal: region.file.wholeLines(region.span({ start: lineStart, end })) };
  const comma = /^\s*,\s*/.exec(text.slice(end));
  if (comma !== null) return { removal: region.span({ start, end: end + comma[0].length }) };
  const earlier = commaBefore(text, start);
  return { removal: region.span({ start: earlier ?? start, end }) };
}

export const containersConfFormat = placedFormat({
  id: 'containers.conf',
  recognises: (text, path) =>
    /\.(?:conf|toml)$/.test(path ?? '.conf') && /^[ \t]*default_sysctls\s*=/m.test(text),
  read: readContainersConf,
  comments: hashComments,
});
