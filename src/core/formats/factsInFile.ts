import type { Assignment } from './assignment.ts';
import { composeServicesIn, mayJoinServices } from './compose/composeService.ts';
import { allowedSysctlsIn } from './kubernetes/allowedSysctls.ts';
import { isDropIn } from './ports/newDropIn.ts';
import { portSettings, reservedKey } from './ports/portSetting.ts';
import { noFacts, type RepositoryFacts } from './repositoryFacts.ts';

/** Whether a file may hold any of them: a first look that costs little. */
export function mayTellFacts(text: string): boolean {
  return (
    /ip_local_(?:port_range|reserved_ports)|allowed_?-?unsafe_?-?sysctls/i.test(text) || mayJoinServices(text)
  );
}

/** The facts in one file. `assignments` are absent for a file in no format that is known. */
export function repositoryFactsIn(
  file: string,
  text: string,
  assignments: readonly Assignment[] = [],
): RepositoryFacts {
  // A manual shows what others should write.
  const isManual = /\.(?:md|markdown|adoc|rst)$/i.test(file);
  if (isManual) return noFacts;
  const settings = portSettings(assignments, { file, text });
  const isListKnown = settings.some(({ assignment }) => assignment.key.dotted === reservedKey);
  return {
    ...noFacts,
    portSettings: settings,
    unknownLists: !isListKnown && text.includes('ip_local_reserved_ports') ? [file] : [],
    allowedSysctls: allowedSysctlsIn(text).map((pattern) => ({ pattern, file })),
    composeServices: composeServicesIn(file, text),
    dropIns: isDropIn(file) ? [file] : [],
  };
}
