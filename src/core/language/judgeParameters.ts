import type { RelatedPlace } from '../formats/formatRule.ts';
import { meantLength, type JudgedAssignment } from '../formats/judgedAssignment.ts';
import type { Finding } from '../model/finding.ts';
import type { AssignmentTime } from '../model/inventoryEntry.ts';
import type { Parameters, ParameterValue } from '../model/parameters.ts';
import type { FileAssignment } from '../parse/effectiveWrites.ts';
import { isGlob } from '../parse/sysctlKey.ts';
import type { FileSet } from '../rules/fileSet.ts';
import { parameterRules } from '../rules/parameterRules.ts';
import type { ParameterWrite, RuleInput } from '../rules/rule.ts';
import type { TextRange } from '../model/textRange.ts';
import { rangeOf } from '../rules/textEdit.ts';
import { parameterFixEdits } from './parameterFixEdits.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

/** Only parameters that a file sets can be shown in it. */
const rules = parameterRules.filter((rule) => rule.requires.every((part) => part === 'parameters'));

/** Runs the parameter rules on the assignments of a document, grouped by the parameters that they reach. */
export function judgeParameters(
  assignments: readonly JudgedAssignment[],
  files: FileSet | undefined,
  context: DiagnosisContext,
): readonly SysctlDiagnostic[] {
  const units = new Map<string, JudgedAssignment[]>();
  for (const it of assignments) {
    // What is only raised or lowered may end up as another value.
    if (it.assignment.remarks?.bound !== undefined) continue;
    if (it.isTemplate || it.keyProblem !== undefined || isGlob(it.key.path)) continue;
    const { unit: number, scope } = it.assignment;
    const name = `${number} ${scope}`;
    const unit = units.get(name);
    if (unit === undefined) units.set(name, [it]);
    else unit.push(it);
  }
  return [...units.values()].flatMap((judged) => judgeUnit(judged, files, context));
}

/** Also judges assignments that a later one overrides. */
function judgeUnit(
  judged: readonly JudgedAssignment[],
  files: FileSet | undefined,
  context: DiagnosisContext,
): readonly SysctlDiagnostic[] {
  const path = context.path ?? '';
  const last = new Map(judged.map((assignment) => [assignment.key.dotted, assignment]));
  const valueOf = ({ assignment }: JudgedAssignment): ParameterValue => ({
    value: assignment.value.text,
    origin: { kind: 'file', path, line: assignment.writtenKey.range.start.line + 1 },
  });
  const own = new Map([...last].map(([key, assignment]) => [key, valueOf(assignment)]));
  const elsewhere = otherFiles(files, path);
  const base: RuleInput = {
    parameters: own,
    elsewhere,
    writes: writesOf(files, path) ?? judged.map((it) => ({ key: it.key.dotted, ...valueOf(it) })),
    ...(context.kernel && { kernel: context.kernel }),
    ...(context.running &&
      context.isForRunning === true &&
      judged[0]?.assignment.scope === 'host' && { running: context.running }),
    ...(context.profile && { profile: context.profile }),
    ...containersOf(judged, context),
    modulesAtBoot: modulesOf(context, judged[0]?.assignment.when),
  };
  const assignmentOf = (key: string): JudgedAssignment | undefined => last.get(key);
  const later = filesAfter(files, path);
  const isSetLater = (key: string): boolean => {
    const origin = elsewhere.get(key)?.origin;
    return origin?.kind === 'file' && later.has(origin.path);
  };
  const show = (finding: Finding, subject: JudgedAssignment): SysctlDiagnostic => ({
    rule: finding.rule,
    severity: isFatal(finding, subject) ? 'error' : finding.severity,
    section: finding.section,
    range: rangeOfMeant(subject),
    ...(subject.assignment.commentLine !== undefined && { commentLine: subject.assignment.commentLine }),
    message: `${finding.title} ${finding.explanation}`,
    tags: (finding.tags ?? []).filter((tag) => tag !== 'rejected'),
    related: relatedPlaces(finding, subject, last, elsewhere),
    fixes: (finding.fixes ?? []).flatMap(
      (fix) => parameterFixEdits(fix, { subject, assignmentOf, isSetLater }) ?? [],
    ),
  });
  const effective = evaluateAll(base).flatMap((finding) => {
    const subject = finding.subject.kind === 'parameter' ? last.get(finding.subject.key) : undefined;
    return subject === undefined ? [] : [show(finding, subject)];
  });
  const beside: Parameters = new Map([...elsewhere, ...own]);
  const judgeOne = memoized((key: string, value: string) =>
    evaluateAll({
      ...base,
      parameters: new Map([[key, { value, origin: { kind: 'file', path, line: 0 } }]]),
      elsewhere: beside,
    }),
  );
  const overridden = judged
    .filter((assignment) => last.get(assignment.key.dotted) !== assignment)
    .flatMap((it) => judgeOne(it.key.dotted, it.assignment.value.text).map((finding) => show(finding, it)));
  return [...effective, ...overridden];
}

function evaluateAll(input: RuleInput): readonly Finding[] {
  const findings: Finding[] = [];
  // Not with flatMap, which would create an array for each silent rule, for thousands of lines.
  for (const rule of rules) for (const finding of rule.evaluate(input)) findings.push(finding);
  return findings;
}

function memoized<T>(judge: (key: string, value: string) => T): (key: string, value: string) => T {
  const known = new Map<string, T>();
  return (key, value) => {
    const name = `${key}=${value}`;
    const result = known.get(name) ?? judge(key, value);
    known.set(name, result);
    return result;
  };
}

/** What the other files set, as systemd-sysctl reads them. */
function otherFiles(files: FileSet | undefined, path: string): Parameters {
  const others = [...(files?.tools['systemd-sysctl'].winners.values() ?? [])].filter(
    (winner) => winner.path !== path,
  );
  return new Map(others.map((winner) => [winner.key.dotted, fileValue(winner)]));
}

/** Those that are loaded before a parameter is written: by the machine at boot, or by the document itself. */
function modulesOf(
  { configuration, modulesLoaded = '' }: DiagnosisContext,
  when: AssignmentTime | undefined,
): ReadonlySet<string> {
  const atBoot = configuration?.modulesAtBoot ?? new Set<string>();
  if (modulesLoaded === '') return atBoot;
  const own = modulesLoaded.split(' ').flatMap((one) => {
    const [module = '', loaded] = one.split(':');
    return loaded === 'boot' || when !== 'boot' ? [module] : [];
  });
  return new Set([...atBoot, ...own]);
}

/** What is read after this document and therefore takes precedence. */
function filesAfter(files: FileSet | undefined, path: string): ReadonlySet<string> {
  const read = (files?.tools['systemd-sysctl'].order.read ?? []).map(({ realPath }) => realPath);
  return new Set(read.slice(read.lastIndexOf(path) + 1));
}

/** What reaches the kernel at boot; undefined if this document is not part of it. */
function writesOf(files: FileSet | undefined, path: string): readonly ParameterWrite[] | undefined {
  const writes = files?.tools['systemd-sysctl'].writes ?? [];
  if (!writes.some((write) => write.path === path)) return undefined;
  return writes.map((write) => ({ key: write.key.dotted, ...fileValue(write) }));
}

function fileValue({ line, path }: FileAssignment): ParameterValue {
  return { value: line.value.text, origin: { kind: 'file', path, line: line.index + 1 } };
}

/** The positions of the other keys that a finding is based on. */
function relatedPlaces(
  finding: Finding,
  subject: JudgedAssignment,
  own: ReadonlyMap<string, JudgedAssignment>,
  elsewhere: Parameters,
): readonly RelatedPlace[] {
  return finding.evidence.flatMap(({ key, value }): readonly RelatedPlace[] => {
    if (key === subject.key.dotted) return [];
    const message = `${key} = ${value}`;
    const here = own.get(key);
    if (here !== undefined) return [{ range: here.assignment.writtenKey.range, message }];
    const origin = elsewhere.get(key)?.origin;
    if (origin?.kind !== 'file') return [];
    return [{ path: origin.path, range: rangeOf(origin.line - 1, { start: 0, end: 0 }), message }];
  });
}

/** The key with its intended value; only the key if the value is on another line. */
function rangeOfMeant({ assignment, valueProblems }: JudgedAssignment): TextRange {
  const { writtenKey, value } = assignment;
  const { range } = writtenKey;
  if (value.range.end.line !== range.start.line || value.range.end.column < range.end.column) return range;
  const meant = meantLength(value.text, valueProblems);
  const isWhole = meant === value.text.length;
  return {
    start: range.start,
    end: isWhole ? value.range.end : assignment.partRange({ start: 0, end: meant }).end,
  };
}

/** The scope of a unit comes from the format, or else from the user's setting. */
function containersOf(
  [first]: readonly JudgedAssignment[],
  { containers }: DiagnosisContext,
): Pick<RuleInput, 'containers' | 'isBeforeServices'> {
  const { scope, route } = first?.assignment ?? {};
  const isOption = route?.kind === 'pod' || route?.kind === 'container';
  if (scope === 'pod' || scope === 'container') return { containers: 'inside', isBeforeServices: isOption };
  return containers === undefined ? {} : { containers };
}

/** A runtime that cannot write a parameter does not start the container; sysctl goes on with the next line. */
function isFatal({ tags, severity }: Finding, { assignment }: JudgedAssignment): boolean {
  const isOption = assignment.route?.kind === 'pod' || assignment.route?.kind === 'container';
  return isOption && severity === 'warning' && tags?.includes('rejected') === true;
}
