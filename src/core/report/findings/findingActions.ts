import type { Evidence, EvidenceSource, Finding, ParameterFix } from '../../model/finding.ts';
import { isPlainFix } from '../../model/plainFix.ts';
import { plainLine } from '../../model/plainText.ts';
import { parameterRules } from '../../rules/parameterRules.ts';
import type { ReportParameter } from '../reportParameters.ts';
import type { FindingAction } from './findingAction.ts';
import { changingWay, readingWay, setCommand, settingsOf, showCommand } from './findingCommands.ts';
import { findingFilter } from './findingFilter.ts';
import { sourceText } from './sourceText.ts';

/** As `Evidence`, for people and programs. */
export interface ReportEvidence extends Omit<Evidence, 'source'> {
  /** Where it was read, as text; `origin` is the same as data. */
  readonly source: string;
  readonly origin: EvidenceSource;
}

/** A finding with its actions, most likely first. */
export interface ReportFinding extends Omit<Finding, 'evidence'> {
  readonly evidence: readonly ReportEvidence[];
  readonly actions: readonly FindingAction[];
}

/** The conditions that determine which actions are possible. */
export interface ActionContext {
  /** Whether there is a tree in which sockets can be shown. */
  readonly hasSockets: boolean;
  readonly parameters: readonly ReportParameter[];
  /** Whether it is known what the configuration files set, and they are applied at boot to the inspected namespace. */
  readonly isConfigured: boolean;
  /** Whether the files are on the machine of the window. */
  readonly canBeOpened: boolean;
  /** Whether a shell on the inspected host runs as root. */
  readonly isRoot: boolean;
  /** What leads a command of a shell here to what was inspected; empty where that is needed and not known: then no command is offered. */
  readonly wayIn?: readonly string[];
}

export function withActions(finding: Finding, context: ActionContext): ReportFinding {
  const filter = context.hasSockets ? findingFilter(finding) : undefined;
  const canBeReached = context.wayIn?.length !== 0;
  const show = context.hasSockets && canBeReached ? showCommand(finding, readingWay(context)) : undefined;
  const fix = finding.fixes?.slice(0, 1).find(isPlainFix);
  return {
    ...finding,
    evidence: finding.evidence.map((one) => ({
      ...one,
      source: sourceText(one.source),
      origin: one.source,
    })),
    actions: [
      ...(filter === undefined ? [] : [{ kind: 'showSockets', filter } as const]),
      ...fileActions(finding, fix, context),
      ...(fix === undefined || !canBeReached ? [] : runningActions(fix, context)),
      ...(show === undefined ? [] : [{ kind: 'copyCommand', purpose: 'show', command: show } as const]),
      { kind: 'openGuide', section: finding.section },
    ],
  };
}

/** Rules that also judge a line of a file, so that the editor has a fix for it there. */
const editorRules: ReadonlySet<string> = new Set(
  parameterRules
    .filter(({ requires }) => requires.every((part) => part === 'parameters'))
    .map(({ id }) => id),
);

function fileActions(
  finding: Finding,
  fix: ParameterFix | undefined,
  context: ActionContext,
): readonly FindingAction[] {
  const rows = new Map(context.parameters.map((row) => [row.key, row]));
  const place = keysOf(finding).flatMap((key) => placeOf(key, rows.get(key)))[0];
  if (place !== undefined) {
    if (!context.canBeOpened) return [];
    const isJudgedThere = editorRules.has(finding.rule) && rows.get(place.key)?.isDrifted !== true;
    const isFixable = fix?.changes.some(({ key }) => key === place.key) === true && isJudgedThere;
    return [{ kind: 'openFile', ...place }, ...(isFixable ? [{ kind: 'openFix', ...place } as const] : [])];
  }
  return fix === undefined || !context.isConfigured ? [] : dropIn(finding, fix);
}

/** The parameters that a finding is about: its subject, what its fixes change, and what its evidence was read from. */
function keysOf({ subject, fixes = [], evidence }: Finding): readonly string[] {
  const changed = fixes.flatMap(({ changes }) => changes.map(({ key }) => key));
  const read = evidence.flatMap(({ source }) => (source.kind === 'parameter' ? source.key : []));
  return [...(subject.kind === 'parameter' ? [subject.key] : []), ...changed, ...read];
}

function placeOf(key: string, row: ReportParameter | undefined) {
  if (row?.configured === undefined) return [];
  const { path, line } = row.configured;
  return [{ key, path, line }];
}

function dropIn({ title, rule }: Finding, { changes }: ParameterFix): readonly FindingAction[] {
  const lines = changes.flatMap((change) =>
    change.kind === 'set' ? [`${change.key} = ${change.value}`] : [],
  );
  if (lines.length === 0 || lines.length < changes.length) return [];
  const why = plainLine(title);
  return [{ kind: 'saveDropIn', fileName: `90-${rule}.conf`, text: `# ${why}\n${lines.join('\n')}\n` }];
}

/** On the running kernel: by the user, or by the extension if a single parameter is enough. */
function runningActions(fix: ParameterFix, context: ActionContext): readonly FindingAction[] {
  const { parameters } = context;
  const settings = settingsOf(fix, (wanted) => parameters.find(({ key }) => key === wanted)?.default);
  const [first, ...others] = settings ?? [];
  if (settings === undefined || first === undefined) return [];
  return [
    ...(others.length === 0 ? [{ kind: 'applyParameter', ...first } as const] : []),
    { kind: 'copyCommand', purpose: 'set', command: setCommand(settings, changingWay(context)) },
  ];
}
