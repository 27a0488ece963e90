import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SshSettings } from '../core/protocol/hosts.ts';

/** What the client says about the user's ssh; what is not as it should be is left out. */
export function sshSettings(settings: unknown): SshSettings {
  const program = field(settings, 'program');
  const configFile = field(settings, 'configFile');
  return {
    ...(typeof program === 'string' && program !== '' && { program: atHome(program) }),
    ...(typeof configFile === 'string' && configFile !== '' && { configFile: atHome(configFile) }),
  };
}

/** No shell does it for us. */
function atHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
