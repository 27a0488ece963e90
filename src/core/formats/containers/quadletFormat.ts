import { iniLines } from '../ini/iniLines.ts';
import { hashComments } from '../placedDocument.ts';
import { maskTemplates } from '../masks.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { lexShell } from '../shell/shellLexer.ts';
import { addPair } from '../shell/shellPair.ts';

/** A `.container` of Podman: `Sysctl=a=1 b=2`, also several times, and `--sysctl` among `PodmanArgs=`. */
export const readQuadlet: Reader = (reading, source) => {
  const region = source.masked(maskTemplates(source.text));
  const unit = reading.newUnit();
  const lines = iniLines(region.text, { continues: true });
  const network = lines.some(
    ({ name, valueSpan }) =>
      name === 'Network' && region.text.slice(valueSpan.start, valueSpan.end) === 'host',
  );
  const acts = effect('container', 'start', unit, { kind: 'container', shared: { network, ipc: false } });
  for (const { name, valueSpan, line } of lines) {
    if (name !== 'Sysctl' && name !== 'PodmanArgs') continue;
    const value = region.part(valueSpan);
    const words = lexShell(value.text).filter((token) => token.kind === 'word');
    const commentLine = reading.file.lineAt(region.offset(valueSpan.start));
    for (const [index, word] of words.entries()) {
      const isOption = name === 'PodmanArgs';
      const before = words[index - 1]?.text;
      if (isOption && before !== '--sysctl' && !word.text.startsWith('--sysctl=')) continue;
      const from = word.text.startsWith('--sysctl=') ? '--sysctl='.length : 0;
      const removal =
        words.length === 1 && !isOption ? reading.file.wholeLines(region.span(line)) : undefined;
      addPair({ reading, region: value, effect: acts }, word, commentLine, {
        from,
        ...(removal && { removal }),
      });
    }
  }
};

export const quadletFormat = placedFormat({
  id: 'quadlet',
  recognises: (text, path) =>
    (path === undefined || /\.(?:container|pod|kube)$/.test(path)) && /^\[Container\]/m.test(text),
  read: readQuadlet,
  comments: hashComments,
});
