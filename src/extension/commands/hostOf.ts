import type { HostArgument } from '../commandTypes.ts';

/** The id of the host that a command is called for. */
export function hostOf(argument: HostArgument): string {
  return typeof argument === 'string' ? argument : argument.host;
}

export function isHostArgument(value: unknown): value is HostArgument {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && 'host' in value && typeof value.host === 'string';
}
