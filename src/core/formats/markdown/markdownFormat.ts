import { readAnsible } from '../ansible/readAnsible.ts';
import { ansibleFormat } from '../ansible/ansibleFormat.ts';
import { readBottlerocket, bottlerocketFormat } from '../bottlerocket/bottlerocketFormat.ts';
import { butaneFormat, readButane } from '../butane/butaneFormat.ts';
import { readUserData } from '../cloudInit/readUserData.ts';
import { composeFormat, readCompose } from '../compose/composeFormat.ts';
import { containersConfFormat, readContainersConf } from '../containers/containersConfFormat.ts';
import { quadletFormat, readQuadlet } from '../containers/quadletFormat.ts';
import { dockerfileFormat, readDockerfile } from '../docker/dockerfileFormat.ts';
import { readManifests } from '../kubernetes/kubernetesFormat.ts';
import { mentions } from '../mentions.ts';
import type { CommentStyle } from '../placedDocument.ts';
import type { FileFormat } from '../fileFormat.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { readShell } from '../shell/readShell.ts';
import { lxcFormat, readLxc } from '../lxc/lxcFormat.ts';
import { readSalt, saltFormat } from '../salt/saltFormat.ts';
import { readCloud } from '../ecs/ecsFormat.ts';
import { readTalosConfig, talosFormat } from '../talos/talosFormat.ts';
import { readUnit, systemdFormat } from '../systemd/systemdFormat.ts';
import { readTuned } from '../tuned/readTuned.ts';
import { tunedFormat } from '../tuned/tunedFormat.ts';
import { readChef } from '../chef/chefFormat.ts';
import { readNix, nixFormat } from '../nix/nixFormat.ts';
import { readPuppetText, puppetFormat } from '../puppet/puppetFormat.ts';
import { readTerraform, terraformFormat } from '../terraform/terraformFormat.ts';
import { markdownFences, markdownPieces, type Fence } from './markdownFences.ts';
import { readConfLines, showsSysctlFile } from './readConfLines.ts';

/** Terminal output and prose, which are not run as they are. */
const notCode = /^(?:text|txt|console-output|output|log|diff|plain|mermaid|csv|html|xml)\b/i;

/** A session of a terminal, where `# ` is the prompt of root. */
const isSession = /^(?:console|shell-?session|sh-session|terminal)\b/i;

/** The name that people give to files of sysctl. */
const isConfFile = /^(?:ini|conf)\b/i;

const isOutput = (before: string): boolean => /\boutput\b/i.test(before);

const namesSysctlFile = (before: string): boolean => /sysctl(?:\.d\b|[\w.-]{0,200}\.conf\b)/i.test(before);

const isOfSysctlFile = (before: string): boolean => namesSysctlFile(before) && !isOutput(before);

/** Whether lines as in sysctl.conf are the text of a file, and not what a program prints. */
function mayBeFile({ info, content, before }: Fence): boolean {
  if (isSession.test(info)) return isOfSysctlFile(before) || showsSysctlFile(content.text);
  return isConfFile.test(info) || namesSysctlFile(before) || !isOutput(before);
}

const readMarkdown: Reader = (reading, region) => {
  for (const fence of markdownFences(region)) {
    const { info, content, before } = fence;
    if (notCode.test(info)) {
      // The text of a file that the sentence before names.
      if (/^(?:text|txt|plain)\b/i.test(info) && isOfSysctlFile(before)) readConfLines(reading, content);
      continue;
    }
    if (mayBeFile(fence) && readConfLines(reading, content)) continue;
    readFence(reading, isSession.test(info) ? withoutRootPrompts(content) : content);
  }
  reading.forgetPorts();
};

/**
 * The first line that is no comment is a key of YAML, or an item of a list with one. Each line before it can be read in
 * one way only: with two, the time would double with each blank line.
 */
const beginsAsYaml =
  /^(?:[ \t\r]*(?:#[^\n]*)?\n|---[^\n]*\n)*[ \t]*(?:- )?["']?[\w./-]+["']?[ \t]*:(?:[ \t]|\r?\n|$)/;

/** The possible formats of a fence, most specific first: the name after a fence is often wrong, so its content decides. */
const candidates: readonly (readonly [isOne: (text: string) => boolean, read: Reader])[] = [
  [(text) => /^\s*#cloud-config\b/.test(text), (reading, region) => readUserData(reading, region, 'host')],
  [recognised(butaneFormat), readButane],
  [recognised(talosFormat), readTalosConfig],
  [(text) => /^[ \t]*apiVersion\s*:/m.test(text) && /^[ \t]*kind\s*:/m.test(text), readManifests],
  [recognised(composeFormat), readCompose],
  [recognised(systemdFormat), readUnit],
  [(text) => recognised(quadletFormat)(text) || /^Sysctl=/m.test(text), readQuadlet],
  [recognised(tunedFormat), (reading, region, path) => readTuned(reading, region, path)],
  [recognised(bottlerocketFormat), readBottlerocket],
  [recognised(containersConfFormat), readContainersConf],
  [recognised(nixFormat), readNix],
  [recognised(terraformFormat), readTerraform],
  [recognised(dockerfileFormat), readDockerfile],
  [recognised(puppetFormat), readPuppetText],
  [(text) => /^[ \t]*sysctl(?:_param)?\s+['"]\S+['"]\s+do\b/m.test(text), readChef],
  [recognised(lxcFormat), readLxc],
  [
    (text) => beginsAsYaml.test(text) && ansibleFormat.recognises(text, undefined),
    (reading, region) => readAnsible(reading, region),
  ],
  [recognised(saltFormat), readSalt],
  [(text) => beginsAsYaml.test(text) || /^\s*[{[]/.test(text), readManifests],
  [(text) => beginsAsYaml.test(text), readCompose],
  [(text) => beginsAsYaml.test(text), (reading, region) => readAnsible(reading, region)],
  [(text) => /^\s*[{[]/.test(text), readCloud],
  [
    (text) => !beginsAsYaml.test(text),
    (reading, region) => readShell(reading, withoutPrompts(region), effect('host', 'now', reading.newUnit())),
  ],
];

function recognised({ recognises }: FileFormat): (text: string) => boolean {
  return (text) => recognises(text, undefined);
}

/** The first reader that finds something has found what the fence is. */
function readFence(reading: Reading, region: Region): void {
  if (!mentions.test(region.text)) return;
  const before = reading.assignments.length;
  for (const [isOne, read] of candidates) {
    if (isOne(region.text)) read(reading, region, undefined);
    if (reading.assignments.length > before) return;
  }
}

function withoutRootPrompts(region: Region): Region {
  return region.masked(region.text.replace(/^([ \t]*)#(?= )/gm, '$1 '));
}

/** A prompt of a terminal at the beginning of a line: of a user, with or without names, or of root with names. */
const prompt =
  /^([ \t]*)((?:[\w-]+@)?[\w~:/.-]*[$%]|[\w-]+@[\w~:/.-]+#|\[[\w-]+@[\w.-]+ [^\]\n]{0,200}\][$#])(?= )/gm;

/** Prompts become blanks; the lines of the output stay, and are no commands that set anything. */
function withoutPrompts(region: Region): Region {
  const text = region.text.replace(prompt, blanks);
  // `> ` goes on with the command of the line before.
  return text === region.text ? region : region.masked(text.replace(/^([ \t]*)(>)(?= )/gm, blanks));
}

function blanks(_: string, before: string, mark: string): string {
  return before + ' '.repeat(mark.length);
}

const markdownComments: CommentStyle = {
  isComment: (line) => /^\s*(?:#|<!--)/.test(line),
  write: (text) => text,
};

export const markdownFormat = placedFormat({
  id: 'markdown',
  recognises: (text, path) =>
    /\.(?:md|markdown|mdx)$/i.test(path ?? '') &&
    mentions.test(text) &&
    /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:`{3}|~{3})|\{\{[<%]\s*highlight/m.test(text),
  read: readMarkdown,
  cutter: markdownPieces,
  comments: markdownComments,
});
