import { inspectedParameters } from '../knowledge/parameters.ts';
import type { ConfiguredParameters, ConfiguredValue } from '../model/configuredParameters.ts';
import { problemsOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import type { Parameters } from '../model/parameters.ts';
import type { ConfigFile } from '../parse/configFile.ts';
import { dropInOrder } from '../parse/dropInOrder.ts';
import { configuredValue } from '../parse/configuredValue.ts';
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
  const documents = dropInOrder(files, tool).read.map(({ realPath, text }) => ({
    path: realPath,
    document: parseSysctlConf(text),
  }));
  const values = new Map<string, ConfiguredValue>();
  for (const key of inspectedParameters) {
    const value = configuredValue(documents, key);
    if (value !== undefined) values.set(key, value);
  }
  return withProblems(
    { values, tool, appliesHere: appliesHere(outcome.value, running), canBeOpened: isHere },
    [...problemsOf(outcome), ...files.filter(({ content }) => content.kind === 'unreadable').map(unreadable)],
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

function unreadable({ path }: ConfigFile): Problem {
  return {
    code: 'denied',
    message: `You do not have permission to read ${path}, so the values that it sets are unknown.`,
    nextStep: 'Run as root, or request permission.',
    subject: path,
  };
}
