import { geteuid } from 'node:process';
import { localHost, nameOf } from '../core/model/hostId.ts';
import { parseSshAddress, type SshAddress } from '../core/model/sshAddress.ts';
import type { SshOptions } from '../core/model/sshOptions.ts';
import { shellLine } from '../core/model/shellWord.ts';
import { namespacePath } from './namespaces/namespacePath.ts';
import { usualSsh } from './ssh/sshPlace.ts';

/** How a place is reached, if it needs anything special. */
interface Reach {
  /** Whether a shell there already runs as root; if absent, it runs as the same user as this process. */
  readonly isRoot?: boolean;
  readonly ssh?: SshOptions;
}

/**
 * A command line for a terminal on this machine that runs a command as root at the place where the sockets are.
 * `sudo` is visible and prompts there. Undefined if the place is not live.
 */
export function rootCommand(
  host: string,
  words: readonly string[],
  { isRoot = geteuid?.() === 0, ssh = usualSsh }: Reach = {},
): string | undefined {
  const sudo = isRoot ? [] : ['sudo'];
  if (host === localHost) return shellLine([...sudo, ...words]);
  const namespace = nameOf(host, 'netns');
  if (namespace !== undefined)
    return shellLine([...sudo, 'nsenter', `--net=${namespacePath(namespace)}`, '--', ...words]);
  const name = nameOf(host, 'ssh');
  const address = name === undefined ? undefined : parseSshAddress(name);
  // Two shells interpret it: the one on this machine, and the one that ssh passes its arguments to.
  return address?.kind === 'ok'
    ? shellLine([...sshWords(address.value, ssh), shellLine([...sudo, ...words])])
    : undefined;
}

/** Allocates a remote terminal in which sudo can prompt. */
function sshWords({ host, user, port }: SshAddress, { program, configFile }: SshOptions): readonly string[] {
  return [
    program,
    ...(configFile === undefined ? [] : ['-F', configFile]),
    '-t',
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    '--',
    host,
  ];
}
