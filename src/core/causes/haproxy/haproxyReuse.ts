import type { HaproxyLine, HaproxySection } from '../../parse/haproxyCfg.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import {
  backends,
  connectionOption,
  destinationsOf,
  lastLine,
  modeOf,
  serverAddress,
  servers,
} from './sections.ts';

/** Connections to the servers that are not shared between clients, or of which none are kept. */
export function* haproxyReuse(file: CauseFile, sections: readonly HaproxySection[]): Iterable<ConfigSite> {
  const seen = new Map<number, ConfigSite>();
  for (const section of backends(sections)) {
    if (modeOf(section) !== 'http' || destinationsOf(section).length === 0) continue;
    const none = poolOff(section);
    for (const line of none) seen.set(line.start, noPool(file, section, line));
    // With an option that closes, reuse makes no difference.
    if (
      /^(httpclose|forceclose|http-server-close)$/.test(connectionOption(section)?.line.words[1]?.text ?? '')
    )
      continue;
    const reuse = lastLine(section, 'http-reuse');
    const policy = reuse?.line.words[1]?.text ?? 'safe';
    if (policy === 'always' || policy === 'aggressive' || (policy === 'safe' && none.length > 0)) continue;
    const line = reuse?.line ?? section.head;
    const known = seen.get(line.start);
    seen.set(line.start, reuseSite(file, section, line, policy, reuse !== undefined, known));
  }
  yield* seen.values();
}

function reuseSite(
  file: CauseFile,
  section: HaproxySection,
  line: HaproxyLine,
  policy: string,
  isSet: boolean,
  known: ConfigSite | undefined,
): ConfigSite {
  const indent = file.indent(section.lines[0]?.start ?? section.head.start);
  return {
    cause: 'haproxy-reuse',
    file,
    start: line.start,
    end: line.end,
    mechanism:
      policy === 'never'
        ? 'With `http-reuse never`, each client gets its own connection to the server.'
        : 'Without `http-reuse always`, the first request of each client connection opens its own connection to the server.',
    advice:
      'Set `http-reuse always`, unless the servers tie a user to a connection (NTLM) or drop idle connections within seconds.',
    symptoms: ['reset', 'thrown-away'],
    destinations: [...new Set([...(known?.destinations ?? []), ...destinationsOf(section)])],
    fix: {
      title: 'Share connections to the servers: http-reuse always',
      isSafe: false,
      edits: [
        isSet
          ? file.edit(line.start, line.end, 'http-reuse always')
          : file.insert(section.head.end, `\n${indent === '' ? '  ' : indent}http-reuse always`),
      ],
    },
  };
}

/** Lines of servers that may keep no connection, or use each once. */
function poolOff(section: HaproxySection): readonly HaproxyLine[] {
  const defaults = [section, ...(section.defaults === undefined ? [] : [section.defaults])].flatMap(
    ({ lines }) => lines.filter(({ words: [first] }) => first?.text === 'default-server'),
  );
  return [...servers(section), ...defaults].filter(({ words }) =>
    words.some(({ text }, at) => /^(pool-max-conn|max-reuse)$/.test(text) && words[at + 1]?.text === '0'),
  );
}

function noPool(file: CauseFile, section: HaproxySection, line: HaproxyLine): ConfigSite {
  const at = line.words.findIndex(
    ({ text }, index) => /^(pool-max-conn|max-reuse)$/.test(text) && line.words[index + 1]?.text === '0',
  );
  const [from, to] = [line.words[at], line.words[at + 1]];
  const name = from?.text ?? '';
  return {
    cause: 'haproxy-reuse',
    file,
    start: line.start,
    end: line.end,
    mechanism: `\`${name} 0\` does not keep connections to the server: each request opens one, and HAProxy resets it.`,
    advice: `Remove \`${name} 0\`, so that connections are kept as long as the server allows.`,
    symptoms: ['reset'],
    destinations: line.words[0]?.text === 'default-server' ? destinationsOf(section) : serverAddress(line),
    ...(from !== undefined &&
      to !== undefined && {
        fix: {
          title: `Remove ${name} 0`,
          isSafe: false,
          edits: [file.edit(file.text.slice(0, from.start).trimEnd().length, to.end, '')],
        },
      }),
  };
}
