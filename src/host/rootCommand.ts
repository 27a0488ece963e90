import { geteuid } from 'node:process';
import { parseSshAddress, type SshAddress } from '../core/model/sshAddress.ts';
import { shellLine } from '../core/model/shellWord.ts';
import { namespacePath } from './namespaces/namespacePath.ts';

/**
 * A line for a terminal of this machine that runs a command as root where the sockets of a place are. `sudo` is in sight,
 * and asks there. Undefined for what is no live place.
 */
export function rootCommand(
  host: string,
  words: readonly string[],
  isRoot = geteuid?.() === 0,
): string | undefined {
  const asRoot = isRoot ? words : ['sudo', ...words];
  if (host === 'local') return shellLine(asRoot);
  const [, scheme = '', rest = ''] = /^(ssh|netns):(.+)$/s.exec(host) ?? [];
  if (scheme === 'netns') {
    const enter = ['nsenter', `--net=${namespacePath(rest)}`, '--', ...words];
    return shellLine(isRoot ? enter : ['sudo', ...enter]);
  }
  const address = scheme === 'ssh' ? parseSshAddress(rest) : undefined;
  // Twice a shell: the one of this machine, and the one that ssh hands its arguments to.
  return address?.kind === 'ok'
    ? shellLine(['ssh', '-t', ...sshWords(address.value), shellLine(asRoot)])
    : undefined;
}

function sshWords({ host, user, port }: SshAddress): readonly string[] {
  return [
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    '--',
    host,
  ];
}
