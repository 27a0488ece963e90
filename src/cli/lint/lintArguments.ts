import type { CommandDescription } from '../../core/commandLine/description.ts';
import { kubernetesMinorOf, readLanguageSettings } from '../../core/language/languageSettings.ts';
import type { RuleSettings } from '../../core/language/ruleSettings.ts';
import { severities } from '../../core/model/finding.ts';
import { parseKernelVersion } from '../../core/model/kernelVersion.ts';
import { formatRules } from '../../core/formats/formats.ts';
import { parameterRules } from '../../core/rules/parameterRules.ts';
import { containerUses, profiles, type ContainerUse, type Profile } from '../../core/rules/rule.ts';
import { formatOf, helpOption, jsonOption } from '../commonOptions.ts';
import { oneOf, type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface LintOptions {
  readonly paths: readonly string[];
  readonly format: (typeof formats)[number];
  /** `auto`, `unknown` or a version. */
  readonly targetKernel: string;
  readonly profile: Profile;
  readonly containers: ContainerUse;
  readonly rules: RuleSettings;
  readonly kubernetesMinor?: number;
  /** The least severe finding that makes the exit status other than 0. */
  readonly failOn: (typeof failOns)[number];
  /** Globs for paths below a directory that was named. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const formats = ['text', 'json', 'sarif'] as const;
const failOns = [...severities, 'never'] as const;

export const lintDescription = {
  name: 'lint',
  summary: 'checks the kernel parameters that files set',
  operands: 'FILE|DIRECTORY…',
  operandCompletes: 'file',
  about: [
    'Checks the kernel parameters that files set for values that fail, are dangerous, or do not affect TIME_WAIT: sysctl.conf and sysctl.d, Kubernetes manifests, Helm charts, Compose files, Dockerfiles, shell scripts, Ansible and more.',
    'A directory means all of its files that set parameters; - reads standard input. A file that is named but in no format that is known is said not to be checked, which does not change the exit status.',
  ],
  options: {
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    'target-kernel': {
      type: 'string',
      value: 'VERSION',
      text: 'auto: the kernel of this machine (default); unknown: any kernel',
    },
    profile: {
      type: 'string',
      values: profiles,
      text: 'which advice takes precedence where they disagree (default: tuning)',
    },
    containers: {
      type: 'string',
      values: containerUses,
      text: 'for a host that runs containers, or inside a container (default: none)',
    },
    kubernetes: {
      type: 'string',
      value: 'VERSION',
      text: 'the version of the clusters that manifests are for, such as 1.29',
    },
    include: {
      type: 'string',
      multiple: true,
      value: 'GLOB',
      text: 'check only files that match; can be repeated',
    },
    exclude: {
      type: 'string',
      multiple: true,
      value: 'GLOB',
      text: 'skip files that match; can be repeated',
    },
    rule: {
      type: 'string',
      multiple: true,
      value: 'ID=SEVERITY',
      text: 'off, hint, information, warning or error; can be repeated',
    },
    'fail-on': {
      type: 'string',
      values: failOns,
      text: 'the least severe finding for which the exit status is not 0 (default: warning)',
    },
    ...helpOption,
  },
  exitStatuses: [
    [0, 'nothing as severe as --fail-on'],
    [1, 'a warning, or less severe'],
    [2, 'an error'],
    [3, 'a file could not be read'],
  ],
} as const satisfies CommandDescription;

const ruleSeverities = ['off', 'hint', 'information', 'warning', 'error'];
const ruleIds: ReadonlySet<string> = new Set([...formatRules, ...parameterRules].map(({ id }) => id));

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseLintArguments(args: readonly string[]): ParsedArguments<LintOptions> {
  return parseCommand(
    args,
    lintDescription,
    (values, positionals) => {
      if (positionals.length === 0) throw new Error('Specify a file or directory to check.');
      const targetKernel = values['target-kernel'] ?? 'auto';
      if (!['auto', 'unknown'].includes(targetKernel) && parseKernelVersion(targetKernel) === undefined)
        throw new Error(`--target-kernel “${targetKernel}” is not auto, unknown or a version such as 6.12.`);
      const kubernetesMinor = kubernetesMinorOf(values.kubernetes);
      if (values.kubernetes !== undefined && kubernetesMinor === undefined)
        throw new Error(`--kubernetes “${values.kubernetes}” is not a version such as 1.29.`);
      return {
        paths: positionals,
        format: formatOf(values, formats),
        profile: oneOf('profile', values.profile, profiles, 'tuning'),
        containers: oneOf('containers', values.containers, containerUses, 'none'),
        targetKernel,
        failOn: oneOf('fail-on', values['fail-on'], failOns, 'warning'),
        rules: ruleSettings(values.rule ?? []),
        ...(kubernetesMinor !== undefined && { kubernetesMinor }),
        include: values.include ?? [],
        exclude: values.exclude ?? [],
      };
    },
    true,
  );
}

function ruleSettings(given: readonly string[]): RuleSettings {
  const pairs = given.map((text): [string, string] => {
    const [rule = '', severity = ''] = text.split('=');
    if (!ruleIds.has(rule)) throw new Error(`Unknown rule “${rule}”.`);
    return [rule, oneOf('rule', severity, ruleSeverities, 'off')];
  });
  return readLanguageSettings({ rules: Object.fromEntries(pairs) }).rules;
}
