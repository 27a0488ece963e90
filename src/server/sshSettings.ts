import type { SshSettings } from '../core/protocol/hosts.ts';

/** The client's `initializationOptions.ssh`; what is not as it should be is left out. */
export function sshSettings(options: unknown): SshSettings {
  const ssh = field(options, 'ssh');
  const program = field(ssh, 'program');
  const configFile = field(ssh, 'configFile');
  return {
    ...(typeof program === 'string' && program !== '' && { program }),
    ...(typeof configFile === 'string' && configFile !== '' && { configFile }),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
