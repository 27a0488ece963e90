import { formatSshAddress, type SshAddress } from '../../core/model/sshAddress.ts';
import type { ShellPlace } from '../shell/shellSession.ts';
import { sshFailure } from './sshFailure.ts';

/** How the user's own ssh is called. */
export interface SshOptions {
  readonly program: string;
  /** Read instead of `~/.ssh/config`. */
  readonly configFile?: string;
  readonly connectSeconds: number;
}

export const usualSsh: SshOptions = { program: 'ssh', connectSeconds: 15 };

/**
 * A POSIX shell on another host, through the user's own ssh: keys, agent, jump hosts and known_hosts are as configured,
 * and no check of a host key is ever weakened. Nothing is asked for, forwarded or left running.
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
    // A connection that the user shares is used; none is made that would outlive us.
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
