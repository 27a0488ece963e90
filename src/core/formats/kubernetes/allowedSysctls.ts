import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';

/**
 * The setting of the kubelet under all of its names: in its own configuration file, in those of kubeadm, kops, AKS, OpenShift,
 * Talos and Terraform, and as `--allowed-unsafe-sysctls`, also in scripts and units. What follows is a list in brackets, the
 * items of a YAML list, or names between commas.
 * Source: pkg/kubelet/apis/config/types.go, AllowedUnsafeSysctls; cmd/kubelet/app/options/options.go.
 */
const setting = /allowed(?:Unsafe|[-_]unsafe[-_])sysctls["']?[ \t]*[:=]?[ \t]*/gi;

/** In a longer line nothing is commented out. */
const longestComment = 200;

/** More often no file has the setting. */
const mostSettings = 1000;

const name = /^[a-z][\w-]*(?:[./][\w-]+)*[./](?:[\w-]+\*?|\*)$/i;
/** No name is longer. */
const longestName = 200;

/** The names and patterns (`kernel.msg*`) that a text allows, with dots. */
export function allowedSysctlsIn(text: string): readonly string[] {
  const found = new Set<string>();
  let settings = 0;
  for (const { index, 0: head } of text.matchAll(setting)) {
    if (++settings > mostSettings) break;
    if (/(?:#|\/\/)[^\n]*$/.test(text.slice(Math.max(0, index - longestComment), index))) continue;
    for (const word of valueAfter(text, index + head.length).split(/[^\w./*-]+/))
      if (word.length <= longestName && name.test(word)) found.add(normalizeSysctlKey(word).dotted);
  }
  return [...found];
}

function valueAfter(text: string, start: number): string {
  const rest = text.slice(start, start + 10_000);
  if (rest.startsWith('[')) return rest.slice(0, rest.indexOf(']') + 1);
  const line = rest.slice(0, rest.search(/\r?\n|$/));
  if (line.replace(/#.*/, '').trim() !== '') return line;
  const items = /^[^\n]*\n(?:[ \t]*(?:-[ \t][^\n]*|#[^\n]*)?(?:\n|$))*/.exec(rest)?.[0] ?? '';
  return items.replaceAll(/#[^\n]*/g, '');
}

/** Whether one of the patterns allows a parameter, given with dots. */
export function isAllowedBy(pattern: string, dotted: string): boolean {
  return pattern.endsWith('*') ? dotted.startsWith(pattern.slice(0, -1)) : pattern === dotted;
}
