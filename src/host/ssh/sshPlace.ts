import { formatSshAddress, type SshAddress } from '../../core/model/sshAddress.ts';
import type { SshOptions } from '../../core/model/sshOptions.ts';
import type { ShellPlace } from '../shell/shellSession.ts';
import { sshFailure } from './sshFailure.ts';

export const usualSsh: SshOptions = { program: 'ssh', connectSeconds: 15 };

/**
 * A POSIX shell on a remote host, through the user's own ssh: keys, agent, jump hosts and known_hosts are used as
 * configured, and host key checking is never weakened. ssh never prompts, forwards nothing and leaves nothing
 * running.
 */
export function sshPlace(address: SshAddress, options: SshOptions): ShellPlace {
  const name = formatSshAddress(address);
  return {
    name,
    command: { program: options.program, args: sshArguments(address, options) },
    explain: (ending, began) => sshFailure(name, ending, began),
  };
}

function sshArguments({ host, user, port }: SshAddress, options: SshOptions): readonly string[] {
  const settings = [
    'BatchMode=yes',
    `ConnectTimeout=${String(options.connectSeconds)}`,
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
    // Uses a connection that the user shares, but never creates one, because it would outlive us.
    'ControlMaster=no',
    'ClearAllForwardings=yes',
    'ForwardAgent=no',
    'ForwardX11=no',
    'PermitLocalCommand=no',
    'RemoteCommand=none',
    'RequestTTY=no',
    'LogLevel=ERROR',
  ];
  return [
    ...(options.configFile === undefined ? [] : ['-F', options.configFile]),
    '-T',
    ...settings.flatMap((setting) => ['-o', setting]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    '--',
    host,
    'sh',
  ];
}
