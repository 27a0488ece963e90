import { baseName } from '../../model/pathText.ts';
import type { Effect } from '../reading.ts';
import type { ShellWord } from './shellLexer.ts';

/** Commands that run the command after them. */
const wrappers = new Set([
  'sudo',
  'env',
  'exec',
  'command',
  'nohup',
  'time',
  'busybox',
  'doas',
  'nsenter',
  'chroot',
  'su-exec',
  'timeout',
  'nice',
  'ionice',
  'chronic',
  'run',
]);

/** A command without what runs it. */
export interface UnwrappedCommand {
  readonly words: readonly ShellWord[];
  /** `nsenter` runs it in the network namespace of process 1, which is the host's. */
  readonly leavesNamespaces: boolean;
}

/** `sudo -n sysctl …` is sysctl; so is what env, exec, nsenter, `ip netns exec` and their like run. */
export function withoutWrappers(words: readonly ShellWord[]): UnwrappedCommand {
  let at = 0;
  let leavesNamespaces = false;
  for (;;) {
    const name = baseName(words[at]?.text ?? '');
    if (name === 'ip' && words[at + 1]?.text === 'netns' && words[at + 2]?.text === 'exec') {
      at += 4;
      continue;
    }
    // The installer of Ubuntu, in the system that it installs.
    if (name === 'curtin' && words[at + 1]?.text === 'in-target') {
      const mark = words.findIndex(({ text }, index) => index > at && text === '--');
      at = mark < 0 ? at + 2 : mark + 1;
      continue;
    }
    if (!wrappers.has(name)) return { words: words.slice(at), leavesNamespaces };
    const start = ++at;
    while (at < words.length && /^-|^[A-Za-z_]\w*=|^\d+[smh]?$/.test(words[at]?.text ?? '')) {
      const takesArgument = /^-[ugChpDRT]$|^-t$/.test(words[at]?.text ?? '') && name !== 'timeout';
      at += takesArgument && !/sysctl/.test(words[at + 1]?.text ?? '') ? 2 : 1;
    }
    if (name === 'chroot') at++;
    if (name === 'nsenter') {
      const options = words
        .slice(start, at)
        .map(({ text }) => text)
        .join(' ');
      leavesNamespaces ||=
        /(?:-t|--target)[ =]?1\b|\/proc\/1\//.test(options) &&
        /(?:^| )-[a-su-z]*[na]|--(?:net|all)\b/.test(options);
    }
  }
}

/** The effect of what a container does in the namespaces of its host. */
export function outsideOf(effect: Effect): Effect {
  // No parameter of this name has a namespace, so its scope is what lies outside.
  return { ...effect, scopeOf: () => effect.scopeOf('vm') };
}
