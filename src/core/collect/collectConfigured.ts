import { inspectedParameters } from '../knowledge/parameters.ts';
import type { ConfiguredParameters } from '../model/configuredParameters.ts';
import { countText } from '../model/numberText.ts';
import { problemsOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import type { Parameters } from '../model/parameters.ts';
import type { ConfigFile } from '../parse/configFile.ts';
import { configuredValues, type ReadDocument } from '../parse/configuredValues.ts';
import { dropInOrder, type ReadFile } from '../parse/dropInOrder.ts';
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
  const { documents, tooLong } = documentsOf(dropInOrder(files, tool).read);
  const { values, skippedGlobs } = configuredValues(documents, inspectedParameters);
  return withProblems(
    { values, tool, appliesHere: appliesHere(outcome.value, running), canBeOpened: isHere },
    [
      ...problemsOf(outcome),
      ...files.flatMap(unreadable),
      ...tooLong.map(tooLarge),
      ...(skippedGlobs > 0 ? [tooManyGlobs(skippedGlobs)] : []),
    ],
  );
}

/** More than the files of any host have together. */
const mostLines = 100_000;

/** Each line becomes an object, so a file of nothing but newlines would cost a hundred times its size. */
function documentsOf(files: readonly ReadFile[]) {
  const documents: ReadDocument[] = [];
  const tooLong: string[] = [];
  let lines = 0;
  for (const { realPath, text } of files) {
    const count = countLines(text, mostLines);
    if (lines + count > mostLines) tooLong.push(realPath);
    else documents.push({ path: realPath, document: parseSysctlConf(text) });
    lines += Math.min(count, mostLines - lines);
  }
  return { documents, tooLong };
}

function countLines(text: string, atMost: number): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0 && count <= atMost; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * At boot, values are written to the network namespace of the first process: the machine's, or that of a container
 * that runs systemd. In other namespaces the files are not applied.
 */
function appliesHere({ isBootNamespace, tool }: HostConfiguration, running: Parameters | undefined): boolean {
  const isMachine = running?.has(machineKey) ?? false;
  return isMachine || (isBootNamespace === true && tool === 'systemd-sysctl');
}

function unreadable({ path, content }: ConfigFile): readonly Problem[] {
  if (content.kind !== 'unreadable') return [];
  switch (content.why ?? 'denied') {
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
    message: `${path} is larger than any real configuration, so the values that it sets are unknown.`,
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
