import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SshSettings } from '../core/protocol/hosts.ts';

/** How to call the user's ssh, with `~` replaced by the home folder, because no shell does that for us. */
export function sshSettings({ program = '', configFile = '' }: SshSettings = {}): SshSettings {
  return {
    ...(program !== '' && { program: atHome(program) }),
    ...(configFile !== '' && { configFile: atHome(configFile) }),
  };
}

function atHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
