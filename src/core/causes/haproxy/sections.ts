import type { HaproxyLine, HaproxySection } from '../../parse/haproxyCfg.ts';

/** The line of a section that has the last word on something, or its defaults'. */
export interface InForce {
  readonly line: HaproxyLine;
  /** The section that the line is in. */
  readonly section: HaproxySection;
}

/** The last line, in the section or else in its defaults, that begins with these words. */
export function lastLine(section: HaproxySection, ...words: readonly string[]): InForce | undefined {
  const line = section.lines.findLast((one) => words.every((word, at) => one.words[at]?.text === word));
  if (line !== undefined) return { line, section };
  return section.defaults === undefined ? undefined : lastLine(section.defaults, ...words);
}

const keepingModes = ['http-keep-alive', 'http-server-close', 'httpclose', 'forceclose', 'http-tunnel'];

/** The `option` that decides whether connections are kept: the last of them, if no `no option` has taken it back. */
export function connectionOption(section: HaproxySection): InForce | undefined {
  for (let at: HaproxySection | undefined = section; at !== undefined; at = at.defaults) {
    const line = at.lines.findLast(({ words }) => isOption(words.map(({ text }) => text)));
    if (line !== undefined) return line.words[0]?.text === 'no' ? undefined : { line, section: at };
  }
  return undefined;
}

function isOption([first, second, third]: readonly string[]): boolean {
  const name = first === 'no' && second === 'option' ? third : first === 'option' ? second : undefined;
  return name !== undefined && keepingModes.includes(name);
}

/** HAProxy's own default is tcp. */
export function modeOf(section: HaproxySection): 'http' | 'tcp' {
  return lastLine(section, 'mode')?.line.words[1]?.text === 'http' ? 'http' : 'tcp';
}

export function servers(section: HaproxySection): readonly HaproxyLine[] {
  return section.lines.filter(
    ({ words: [first] }) => first?.text === 'server' || first?.text === 'server-template',
  );
}

/** `host:port` of a server's line; none if it is a socket of a file. */
export function serverAddress({ words }: HaproxyLine): readonly string[] {
  const at = words[0]?.text === 'server-template' ? 3 : 2;
  const address = (words[at]?.text ?? '').replace(/^(ipv4|ipv6|tcp4?|tcp6)@/, '');
  return /:\d+$/.test(address) ? [address] : [];
}

export function destinationsOf(section: HaproxySection): readonly string[] {
  return servers(section).flatMap(serverAddress);
}

/** Sections that hand requests to servers. */
export function backends(sections: readonly HaproxySection[]): readonly HaproxySection[] {
  return sections.filter((section) => /^(backend|listen)$/.test(section.kind) && servers(section).length > 0);
}
