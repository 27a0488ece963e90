import { parseArgs } from 'node:util';
import { kubernetesMinorOf, readLanguageSettings } from '../../core/language/languageSettings.ts';
import type { RuleSettings } from '../../core/language/ruleSettings.ts';
import { parseKernelVersion } from '../../core/model/kernelVersion.ts';
import { formatRules } from '../../core/formats/formats.ts';
import { parameterRules } from '../../core/rules/parameterRules.ts';
import { containerUses, profiles, type ContainerUse, type Profile } from '../../core/rules/rule.ts';

export interface LintOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json' | 'sarif';
  /** `auto`, `unknown` or a version. */
  readonly targetKernel: string;
  readonly profile: Profile;
  readonly containers: ContainerUse;
  readonly rules: RuleSettings;
  readonly kubernetesMinor?: number;
  /** Globs for paths below a directory that was named. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export type ParsedLintArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'lint'; readonly options: LintOptions };

export const lintUsage = `Usage: socket-diagnostics lint [options] FILE|DIRECTORY…

Checks the kernel parameters that files set for values that fail, are dangerous, or do not affect TIME_WAIT: sysctl.conf
and sysctl.d, Kubernetes manifests, Helm charts, Compose files, Dockerfiles, shell scripts, Ansible and more.
A directory means all of its files that set parameters; - reads standard input.

  --format text|json|sarif      output format (default: text); --json is short for --format json
  --target-kernel VERSION       auto: the kernel of this machine (default); unknown: any kernel
  --profile tuning|hardening    which advice takes precedence where they disagree (default: tuning)
  --containers none|host|inside for a host that runs containers, or inside a container (default: none)
  --kubernetes VERSION          the version of the clusters that manifests are for, such as 1.29
  --include GLOB                checks only files that match; can be repeated
  --exclude GLOB                skips files that match; can be repeated
  --rule ID=SEVERITY            off, hint, information, warning or error; can be repeated
  -h, --help           show this help

Exit status: 0 at most information, 1 a warning, 2 an error, 3 a file could not be read.
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  'target-kernel': { type: 'string' },
  profile: { type: 'string' },
  containers: { type: 'string' },
  rule: { type: 'string', multiple: true },
  kubernetes: { type: 'string' },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
} as const;

const formats = ['text', 'json', 'sarif'] as const;
const severities = ['off', 'hint', 'information', 'warning', 'error'];
const ruleIds: ReadonlySet<string> = new Set([...formatRules, ...parameterRules].map(({ id }) => id));

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseLintArguments(args: readonly string[]): ParsedLintArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return { kind: 'help' };
    if (positionals.length === 0) return wrong('Specify a file or directory to check.');
    const format = one('format', values.json === true ? 'json' : values.format, formats, 'text');
    const profile = one('profile', values.profile, profiles, 'tuning');
    const containers = one('containers', values.containers, containerUses, 'none');
    const targetKernel = values['target-kernel'] ?? 'auto';
    if (!['auto', 'unknown'].includes(targetKernel) && parseKernelVersion(targetKernel) === undefined) {
      return wrong(`--target-kernel “${targetKernel}” is not auto, unknown or a version such as 6.12.`);
    }
    const rules = ruleSettings(values.rule ?? []);
    const kubernetesMinor = kubernetesMinorOf(values.kubernetes);
    if (values.kubernetes !== undefined && kubernetesMinor === undefined)
      return wrong(`--kubernetes “${values.kubernetes}” is not a version such as 1.29.`);
    return {
      kind: 'lint',
      options: {
        paths: positionals,
        format,
        profile,
        containers,
        targetKernel,
        rules,
        ...(kubernetesMinor !== undefined && { kubernetesMinor }),
        include: values.include ?? [],
        exclude: values.exclude ?? [],
      },
    };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): ParsedLintArguments {
  return { kind: 'wrong', message };
}

function one<T extends string>(name: string, value: string | undefined, known: readonly T[], fallback: T): T {
  const found = value === undefined ? fallback : known.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`--${name} “${String(value)}” is not one of ${known.join(', ')}.`);
  return found;
}

function ruleSettings(given: readonly string[]): RuleSettings {
  const pairs = given.map((text): [string, string] => {
    const [rule = '', severity = ''] = text.split('=');
    if (!ruleIds.has(rule)) throw new Error(`Unknown rule “${rule}”.`);
    return [rule, one('rule', severity, severities, 'off')];
  });
  return readLanguageSettings({ rules: Object.fromEntries(pairs) }).rules;
}
