import { ansibleFormat } from './ansible/ansibleFormat.ts';
import { bottlerocketFormat } from './bottlerocket/bottlerocketFormat.ts';
import { butaneFormat } from './butane/butaneFormat.ts';
import { chefFormat } from './chef/chefFormat.ts';
import { cloudInitFormat } from './cloudInit/cloudInitFormat.ts';
import { cniTuningFormat } from './kubernetes/cniTuningFormat.ts';
import { composeFormat } from './compose/composeFormat.ts';
import { containersConfFormat } from './containers/containersConfFormat.ts';
import { quadletFormat } from './containers/quadletFormat.ts';
import { dockerfileFormat } from './docker/dockerfileFormat.ts';
import { aksFormat, cloudFormat } from './ecs/ecsFormat.ts';
import { everyFormatRules } from './everyFormatRules.ts';
import type { FileFormat } from './fileFormat.ts';
import type { RuleHead } from './formatRule.ts';
import { helmFormat } from './helm/helmFormat.ts';
import { kubernetesFormat } from './kubernetes/kubernetesFormat.ts';
import { haproxyFormat } from './haproxy/haproxyFormat.ts';
import { lxcFormat } from './lxc/lxcFormat.ts';
import { markdownFormat } from './markdown/markdownFormat.ts';
import { isRelevant, maySetSome, mentions } from './mentions.ts';
import { nginxFormat } from './nginx/nginxFormat.ts';
import { nixFormat } from './nix/nixFormat.ts';
import { puppetFormat } from './puppet/puppetFormat.ts';
import { saltFormat } from './salt/saltFormat.ts';
import { shellFormat } from './shell/shellFormat.ts';
import { sysctlConfFormat } from './sysctlConf/sysctlConfFormat.ts';
import { systemdFormat } from './systemd/systemdFormat.ts';
import { talosFormat } from './talos/talosFormat.ts';
import { terraformFormat } from './terraform/terraformFormat.ts';
import { tunedFormat } from './tuned/tunedFormat.ts';

/** Every format but sysctl.conf, the ones with the surest marks first. */
const otherFormats: readonly FileFormat[] = [
  markdownFormat,
  talosFormat,
  cniTuningFormat,
  butaneFormat,
  cloudInitFormat,
  helmFormat,
  composeFormat,
  quadletFormat,
  systemdFormat,
  tunedFormat,
  bottlerocketFormat,
  containersConfFormat,
  dockerfileFormat,
  terraformFormat,
  nixFormat,
  puppetFormat,
  chefFormat,
  saltFormat,
  lxcFormat,
  ansibleFormat,
  kubernetesFormat,
  cloudFormat,
  aksFormat,
  haproxyFormat,
  nginxFormat,
  shellFormat,
];

export const formats: readonly FileFormat[] = [sysctlConfFormat, ...otherFormats];

/**
 * The format of a file; undefined if it neither sets kernel parameters in a known way nor declares ports. Of other formats
 * than sysctl.conf only files count that mention parameters or ports at all. `sample` is the part of the text that the format is
 * recognised by, for a text that is too large to be searched as a whole.
 */
export function formatOf(text: string, path: string | undefined, sample = text): FileFormat | undefined {
  const meant = path && meantPath(path);
  if (sysctlConfFormat.recognises(sample, meant)) return sysctlConfFormat;
  if (!isRelevant(text)) return undefined;
  return otherFormats.find((format) => format.recognises(sample, meant));
}

/** The path of what a template or an example becomes. */
function meantPath(path: string): string {
  const withoutTemplate = path.replace(/(?<=\.\w+)\.tpl$/i, '');
  return withoutTemplate.replace(
    /(?:\.(?:j2|jinja2?|tmpl|tftpl|template|example|sample|dist|in|erb|orig|bak))+$/i,
    '',
  );
}

/** The beginning of a text, and what follows where it first mentions parameters: together about `length` characters. */
export function sampleOf(text: string, length: number): string {
  const half = length >> 1;
  const mention = Math.max(half, text.search(mentions));
  const startOfLine = text.lastIndexOf('\n', mention) + 1;
  const start = Math.max(half, startOfLine, mention - half);
  return `${text.slice(0, half)}\n${text.slice(start, start + half)}`;
}

/** Whether it is worth reading a file to the end; its text may have been read byte by byte. */
export function maySetParameters(text: string, path: string): boolean {
  return maySetSome(text) || sysctlConfFormat.recognises(text, meantPath(path));
}

/** The same for checking it, where ports that files declare count, too. */
export function mayBeChecked(text: string, path: string): boolean {
  return maySetParameters(text, path) || isRelevant(text);
}

/** All rules about how parameters are written, including those of single formats. */
export const formatRules: readonly RuleHead[] = [
  ...everyFormatRules,
  ...new Set(formats.flatMap(({ rules }) => rules)),
];
