import { geteuid } from 'node:process';
import { parseSshAddress, type SshAddress } from '../core/model/sshAddress.ts';
import { shellLine } from '../core/model/shellWord.ts';
import { namespacePath } from './namespaces/namespacePath.ts';
import { usualSsh, type SshOptions } from './ssh/sshPlace.ts';

/** How a place is reached, where it is not as usual. */
interface Reach {
  /** Whether a shell there is root's already; absent: as this process is. */
  readonly isRoot?: boolean;
  readonly ssh?: SshOptions;
}

/**
 * A line for a terminal of this machine that runs a command as root where the sockets of a place are. `sudo` is in sight,
 * and asks there. Undefined for what is no live place.
 */
export function rootCommand(
  host: string,
  words: readonly string[],
  { isRoot = geteuid?.() === 0, ssh = usualSsh }: Reach = {},
): string | undefined {
  const sudo = isRoot ? [] : ['sudo'];
  if (host === 'local') return shellLine([...sudo, ...words]);
  const [, scheme = '', rest = ''] = /^(ssh|netns):(.+)$/s.exec(host) ?? [];
  if (scheme === 'netns')
    return shellLine([...sudo, 'nsenter', `--net=${namespacePath(rest)}`, '--', ...words]);
  const address = scheme === 'ssh' ? parseSshAddress(rest) : undefined;
  // Twice a shell: the one of this machine, and the one that ssh hands its arguments to.
  return address?.kind === 'ok'
    ? shellLine([...sshWords(address.value, ssh), shellLine([...sudo, ...words])])
    : undefined;
}

/** With a terminal over there, in which sudo can ask. */
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
