/** The host that a command is about: its id, or the row of a tree that the command was called on; else none is named. */
export function namedHost(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const host: unknown =
    typeof argument === 'object' && argument !== null && 'host' in argument ? argument.host : undefined;
  return typeof host === 'string' ? host : undefined;
}
