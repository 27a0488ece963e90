import { disabledRules } from '../formats/disableComments.ts';
import { everyFormatRules } from '../formats/everyFormatRules.ts';
import type { FormatDocument, Surroundings } from '../formats/fileFormat.ts';
import type { DocumentProblem, RuleHead } from '../formats/formatRule.ts';
import { judgeAssignments } from '../formats/judgedAssignment.ts';
import { noFacts, withOwnList } from '../formats/repositoryFacts.ts';
import type { FileSet } from '../rules/fileSet.ts';
import { modulesLoadedIn } from '../rules/parameter/modulesLoadedIn.ts';
import { ContextMark, type DiagnosisMemory } from './diagnosisMemory.ts';
import { judgeUnknownValues } from './judgeUnknownValues.ts';
import { judgeParameters } from './judgeParameters.ts';
import { severityWanted } from './ruleSettings.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

interface Diagnosed {
  readonly context: ContextMark;
  readonly rules: DiagnosisContext['rules'];
  readonly diagnostics: readonly SysctlDiagnostic[];
}

/** Several features ask for what was found in the same text. */
const diagnosed = new WeakMap<FormatDocument, Diagnosed>();

/**
 * Runs all rules on one document. Results are in line order.
 *
 * @param memory of an earlier text of the same document, of which only what an edit may concern is judged again
 */
export function diagnose(
  read: FormatDocument,
  given: DiagnosisContext,
  memory?: DiagnosisMemory,
): readonly SysctlDiagnostic[] {
  const document = amongOthers(read, given);
  const context = withOwnFacts(document, given);
  const known = diagnosed.get(document);
  if (known !== undefined && known.rules === context.rules && known.context.isOf(context))
    return known.diagnostics;
  const judgePart = (part: FormatDocument): readonly SysctlDiagnostic[] => judge(part, context);
  const found = memory?.diagnose(document, context, judgePart) ?? judgePart(document);
  const diagnostics = wanted(found, document, context);
  diagnosed.set(document, { context: new ContextMark(context), rules: context.rules, diagnostics });
  return diagnostics;
}

/** A document as what is known of the other files of its repository decides about it. */
export function amongOthers(
  document: FormatDocument,
  { repository }: Pick<DiagnosisContext, 'repository'>,
): FormatDocument {
  return (repository && document.among?.(repository.composeServices)) ?? document;
}

/** A document is also judged by the modules that it loads itself, and one with a pod by what it allows in pods. */
function withOwnFacts(document: FormatDocument, given: DiagnosisContext): DiagnosisContext {
  // A file of sysctl loads none.
  const modulesLoaded = document.fileSet === undefined ? modulesLoadedIn(document.text) : '';
  const context = modulesLoaded === '' ? given : { ...given, modulesLoaded };
  if (!document.needsRepository) return context;
  const repository = withOwnList(document.text, context.repository);
  return repository === noFacts ? context : { ...context, repository };
}

function judge(document: FormatDocument, context: DiagnosisContext): readonly SysctlDiagnostic[] {
  const assignments = judgeAssignments(document.assignments);
  const files = fileSet(document, context);
  const surroundings: Surroundings = {
    ...(context.path !== undefined && { path: context.path }),
    ...(files && { files }),
    ...(context.configuration && { tools: context.configuration.tools }),
  };
  const insertComment: FormatDocument['insertComment'] = (line, text) => document.insertComment(line, text);
  const { kubernetesMinor } = context;
  const beside = {
    servicePorts: document.servicePorts,
    ...(kubernetesMinor !== undefined && { kubernetesMinor }),
    ...(context.repository && { repository: context.repository }),
    ...(context.running && context.isForRunning === true && { running: context.running }),
  };
  return [
    ...document.problems(surroundings).map((problem) => toDiagnostic(problem.rule, problem)),
    ...everyFormatRules.flatMap((rule) =>
      rule.check({ assignments, insertComment, ...beside }).map((problem) => toDiagnostic(rule, problem)),
    ),
    ...judgeParameters(assignments, files, context),
    // A file of sysctl is read as it is: there the template itself is the problem.
    ...(document.fileSet === undefined ? judgeUnknownValues(assignments, context) : []),
  ];
}

/** In line order, without what settings and comments turn off. */
function wanted(
  found: readonly SysctlDiagnostic[],
  document: FormatDocument,
  context: DiagnosisContext,
): readonly SysctlDiagnostic[] {
  const disabled = disabledRules(document);
  const rules = context.rules ?? {};
  const kept: SysctlDiagnostic[] = [];
  // Most stay the objects that they were: for a key press in a long file, all that was said of it comes by here.
  for (const diagnostic of found) {
    const { rule, range, commentLine = range.start.line } = diagnostic;
    const severity = severityWanted(rules, rule, diagnostic.severity);
    if (severity === undefined) continue;
    if (disabled.isDisabled(rule, range.start.line) || disabled.isDisabled(rule, commentLine)) continue;
    kept.push(severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity });
  }
  return kept.sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
  );
}

function toDiagnostic(rule: RuleHead, problem: DocumentProblem): SysctlDiagnostic {
  const { range, message, severity, tags, related, fixes, commentLine, namesLine } = problem;
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    section: rule.section,
    range,
    message,
    tags: tags ?? [],
    related: related ?? [],
    fixes: fixes ?? [],
    ...(commentLine !== undefined && { commentLine }),
    ...(namesLine && { namesLine }),
  };
}

function fileSet(document: FormatDocument, { configuration, path }: DiagnosisContext): FileSet | undefined {
  if (configuration === undefined || path === undefined) return undefined;
  return document.fileSet?.(configuration, path);
}
