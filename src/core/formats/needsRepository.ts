import type { FormatDocument } from './fileFormat.ts';

/** Whether other files of the repository bear on what is said of a document, so that they are worth reading. */
export function needsRepository({ servicePorts, assignments }: FormatDocument): boolean {
  return servicePorts.length > 0 || assignments.some(({ route }) => route?.kind === 'pod');
}
