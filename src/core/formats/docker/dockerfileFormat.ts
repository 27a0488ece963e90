import { DockerfileParser } from 'dockerfile-ast';
import type { Span } from '../../parse/sysctlLine.ts';
import { FileText } from '../fileText.ts';
import type { Effect, Reading } from '../reading.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { mentions } from '../mentions.ts';
import { dockerfileInstructions } from './dockerfileCutter.ts';
import { readCopiedFiles } from './readCopiedFiles.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import type { Region } from '../region.ts';
import { readShell } from '../shell/readShell.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { yamlParts } from '../yaml/yamlStream.ts';

/** What RUN sets acts on nothing that the image is used for; what the command of a container sets acts where it starts. */
const building: Effect = {
  when: 'build',
  unit: 0,
  scopeOf: () => 'container',
  route: { kind: 'imageBuild', isFile: false },
};

const inImage: Effect = { ...building, route: { kind: 'imageBuild', isFile: true } };

const starting: Effect = { when: 'start', unit: 0, scopeOf: () => 'container' };

export const readDockerfile: Reader = (reading, region) => {
  const own = new FileText(region.text);
  // The parser would begin a line at a carriage return alone.
  const lines = region.text.replace(/\r(?!\n)/g, ' ');
  for (const instruction of DockerfileParser.parse(lines).getInstructions()) {
    const { start, end } = instruction.getRange();
    const span = {
      start: own.offset({ line: start.line, column: start.character }),
      end: own.offset({ line: end.line, column: end.character }),
    };
    const text = region.text.slice(span.start, span.end);
    if (mentions.test(text)) readCopiedFiles(reading, region.part(span), { inImage, starting });
    const [head = '', keyword = ''] = instructionHead.exec(text) ?? [];
    for (const { index, 0: word } of exposed(text))
      reading.addPort(
        region.part({ start: span.start + index, end: span.start + index + word.length }),
        'exposed',
        'container',
      );
    if (head === '' || !mentions.test(text)) continue;
    const acts = keyword.toUpperCase() === 'RUN' ? building : starting;
    const whole = reading.file.wholeLines(region.span(span));
    readBody(reading, region.part({ start: span.start + head.length, end: span.end }), acts, whole);
  }
};

/** The TCP ports of `EXPOSE 8080/tcp 9000-9010`. */
function exposed(instruction: string): Iterable<RegExpExecArray> {
  return /^EXPOSE\s/i.test(instruction) ? instruction.matchAll(/(?<=\s)\d[\d-]*(?=\/tcp\b|\s|$)/gi) : [];
}

const instructionHead = /^(?:ONBUILD\s+)?(RUN|CMD|ENTRYPOINT|HEALTHCHECK)\s+(?:--\S+\s+)*(?:CMD\s+)?/i;

function readBody(reading: Reading, body: Region, effect: Effect, whole: Span): void {
  // `RUN <<EOF`: the lines of the here-document are the script.
  const script = /^<<-?["']?(\w+)["']?[ \t]*\r?\n/.exec(body.text);
  if (script !== null) {
    const end = new RegExp(`^\\t*${script[1] ?? ''}\\r?$`, 'm').exec(body.text.slice(script[0].length));
    const stop = end === null ? body.text.length : script[0].length + end.index;
    readShell(reading, body.part({ start: script[0].length, end: stop }), effect);
    return;
  }
  if (!/^\s*\[/.test(body.text)) {
    readShell(reading, body, effect, { commentsWithinLines: true, whole });
    return;
  }
  for (const part of yamlParts(reading, body)) {
    const tree = new YamlTree(part);
    readCommand(reading, tree, [tree.root], effect);
  }
}

export const dockerfileFormat = placedFormat({
  id: 'dockerfile',
  recognises: (text, path) =>
    (path === undefined
      ? /^FROM\s+\S+/im.test(text)
      : /(?:^|\/|\.)(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|\.dockerfile$/i.test(path)) &&
    /^[ \t]*FROM\s/im.test(text),
  read: readDockerfile,
  cutter: dockerfileInstructions,
  comments: hashComments,
});
