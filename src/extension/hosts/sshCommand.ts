import { valueOf } from '../../core/model/outcome.ts';
import { shellWord, windowsWord } from '../../core/model/shellWord.ts';
import { parseSshAddress } from '../../core/model/sshAddress.ts';
import type { SshSettings } from '../../core/protocol/hosts.ts';

/**
 * The user's own ssh command for a host, for a shell of the platform: the same program and configuration that
 * inspections use, with all prompts. Undefined for a name that cannot be passed to ssh.
 */
export function sshCommand(name: string, ssh: SshSettings, platform: NodeJS.Platform): string | undefined {
  const address = valueOf(parseSshAddress(name));
  if (address === undefined) return undefined;
  const { host, user, port } = address;
  const words = [
    ssh.program ?? 'ssh',
    ...(ssh.configFile === undefined ? [] : ['-F', ssh.configFile]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(user === undefined ? [] : ['-l', user]),
    host,
  ];
  return words.map((word) => quoted(word, platform)).join(' ');
}

/** A `~` before a slash is for the shell to expand. */
function quoted(word: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return windowsWord(word);
  return word.startsWith('~/') ? `~/${shellWord(word.slice(2))}` : shellWord(word);
}
