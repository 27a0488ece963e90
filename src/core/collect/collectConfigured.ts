import { inspectedParameters } from '../knowledge/parameters.ts';
import type { ConfiguredParameters } from '../model/configuredParameters.ts';
import { countText } from '../model/numberText.ts';
import { problemsOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import type { Parameters } from '../model/parameters.ts';
import { configuredValues } from '../parse/configuredValues.ts';
import { dropInOrder, type NotRead } from '../parse/dropInOrder.ts';
import { parseSysctlConf } from '../parse/sysctlConf.ts';
import type { HostConfiguration } from './host.ts';

/** A key that only the machine's own network namespace has (net/ipv4/sysctl_net_ipv4.c: `ipv4_table`). */
const machineKey = 'net.ipv4.tcp_max_orphans';

/**
 * The values that the configuration files set for the inspected parameters. A file that cannot be read is a problem,
 * because what it sets is unknown.
 */
export function collectConfigured(
  outcome: Outcome<HostConfiguration>,
  running: Parameters | undefined,
): Outcome<ConfiguredParameters> {
  if ('problem' in outcome) return outcome;
  const { files, tool, isHere } = outcome.value;
  const { read, notRead } = dropInOrder(files, tool);
  const documents = read.map(({ realPath, text }) => ({ path: realPath, document: parseSysctlConf(text) }));
  const { values, skippedGlobs } = configuredValues(documents, inspectedParameters);
  return withProblems(
    { values, tool, appliesHere: appliesHere(outcome.value, running), canBeOpened: isHere },
    [
      ...problemsOf(outcome),
      ...notRead.flatMap(unreadable),
      ...(skippedGlobs > 0 ? [tooManyGlobs(skippedGlobs)] : []),
    ],
  );
}

/**
 * At boot, values are written to the network namespace of the first process: the machine's, or that of a container
 * that runs systemd. In other namespaces the files are not applied.
 */
function appliesHere({ isBootNamespace, tool }: HostConfiguration, running: Parameters | undefined): boolean {
  const isMachine = running?.has(machineKey) ?? false;
  return isMachine || (isBootNamespace === true && tool === 'systemd-sysctl');
}

function unreadable(file: NotRead): readonly Problem[] {
  if (file.why !== 'unreadable') return [];
  const { path, cause = 'denied' } = file;
  switch (cause) {
    case 'tooLarge':
      return [tooLarge(path)];
    case 'outside':
      return [
        {
          code: 'link-outside',
          message: `${path} is a link that leads out of its configuration, so the values that it sets are unknown.`,
          nextStep: `See where it leads: readlink -f ${path}.`,
          subject: path,
        },
      ];
    case 'denied':
      return [
        {
          code: 'denied',
          message: `You do not have permission to read ${path}, so the values that it sets are unknown.`,
          nextStep: 'Run as root, or request permission.',
          subject: path,
        },
      ];
  }
}

function tooLarge(path: string): Problem {
  return {
    code: 'too-large',
    message: `${path} was not read, because it is larger than any real configuration, alone or with the other files, so the values that it sets are unknown.`,
    nextStep: `Check what it contains: head ${path}.`,
    subject: path,
  };
}

function tooManyGlobs(count: number): Problem {
  return {
    code: 'too-large',
    message: `${countText(count, 'line', 'lines')} with a glob were not considered, because there are more of them, or longer ones, than in any real configuration.`,
    nextStep: 'Check the files of sysctl.d on the host.',
  };
}
