import type { HeirsOnHost, JoinedNetwork, ServiceRoute, SharedNamespaces } from '../assignment.ts';
import { baseName } from '../../model/pathText.ts';
import type { FailingBlanks } from '../blankPair.ts';
import { isUnknown } from '../masks.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import type { ShellWord } from './shellLexer.ts';
import { addPair } from './shellPair.ts';

interface OptionPlace {
  readonly reading: Reading;
  readonly region: Region;
}

/** What a container is started with. */
export function containerEffect(
  unit: number,
  shared: SharedNamespaces,
  service?: ServiceRoute,
  heirs?: HeirsOnHost,
  network?: JoinedNetwork,
): Effect {
  const route = {
    kind: 'container',
    shared,
    ...(service && { service }),
    ...(heirs && { heirs }),
    ...(network && { network }),
  } as const;
  return { when: 'start', unit, scopeOf: () => 'container', route };
}

/** `--sysctl key=value` and `--sysctl=key=value` in a call of docker, podman or nerdctl. */
export function readContainerCommand(
  place: OptionPlace,
  words: readonly ShellWord[],
  commentLine: number,
): void {
  const acts = containerEffect(place.reading.newUnit(), sharedNamespaces(optionsBeforeImage(words)));
  const last = words.findIndex(({ text }) => text === '--');
  // Podman compares the pair with itself without blanks; Docker only cuts it at `=`.
  const failing = baseName(words[0]?.text ?? '') === 'podman' ? 'beside' : 'before';
  const options = last < 0 ? words : words.slice(0, last);
  readSysctlOptions({ ...place, effect: acts }, options, commentLine, failing);
}

/** Those options among others. */
export function readSysctlOptions(
  place: OptionPlace & { readonly effect: Effect },
  words: readonly ShellWord[],
  commentLine: number,
  failingBlanks: FailingBlanks,
): void {
  const inline = '--sysctl=';
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (word.text === '--sysctl' && next !== undefined) addPair(place, next, commentLine, { failingBlanks });
    else if (word.text.startsWith(inline))
      addPair(place, word, commentLine, { from: inline.length, failingBlanks });
  }
}

/** `--network host`, `--net=host`, `--ipc host`: which namespaces of its host a container shares. */
export function sharedNamespaces(options: readonly ShellWord[]): SharedNamespaces {
  const texts = options.map(({ text }) => text);
  const isHost = (option: RegExp): boolean =>
    texts.some((text, at) => {
      const [name = '', value = texts[at + 1]] = text.split('=', 2);
      return option.test(name) && value === 'host';
    });
  return { network: isHost(/^--net(?:work)?$/), ipc: isHost(/^--ipc$/) };
}

/** Options without an argument, as far as people write them before an image. */
const flag =
  /^-[dhiPqt]+$|^--(?:detach|init|interactive|no-healthcheck|no-hosts|oom-kill-disable|privileged|publish-all|quiet|read-only|replace|rm|rmi|sig-proxy|tty)$/;

/** What follows the image belongs to the command that the container runs. */
function optionsBeforeImage(words: readonly ShellWord[]): readonly ShellWord[] {
  const start = words.findIndex(({ text }) => text === 'run' || text === 'create') + 1;
  let at = start;
  while (at < words.length) {
    const { text } = words[at] ?? { text: '' };
    if (text.startsWith('-')) at += flag.test(text) || text.includes('=') ? 1 : 2;
    else if (isUnknown(text)) at++;
    else break;
  }
  return words.slice(start, at);
}
