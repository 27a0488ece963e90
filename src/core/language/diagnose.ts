import { sysctlText } from '../parse/sysctlConf.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { DocumentContext } from '../rules/documentRule.ts';
import { documentRules } from '../rules/documentRules.ts';
import { fileSetOf, type FileSet } from '../rules/fileSet.ts';
import { judgeAssignments } from '../rules/judgedAssignment.ts';
import { disabledRules } from './disableComments.ts';
import { judgeParameters } from './judgeParameters.ts';
import { severityWanted } from './ruleSettings.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

/** Asks all rules about one document. In the order of its lines. */
export function diagnose(document: SysctlDocument, context: DiagnosisContext): readonly SysctlDiagnostic[] {
  const assignments = judgeAssignments(document);
  const files = fileSet(document, context);
  const judged: DocumentContext = {
    document,
    assignments,
    ...(context.path !== undefined && { path: context.path }),
    ...(files && { files }),
    ...(context.configuration && { tools: context.configuration.tools }),
  };
  const found: SysctlDiagnostic[] = documentRules.flatMap((rule) =>
    rule.check(judged).map((problem) => ({
      rule: rule.id,
      severity: problem.severity ?? rule.severity,
      section: rule.section,
      range: problem.range,
      message: problem.message,
      tags: problem.tags ?? [],
      related: problem.related ?? [],
      fixes: problem.fixes ?? [],
    })),
  );
  found.push(...judgeParameters(document, assignments, files, context));
  const disabled = disabledRules(document);
  return found
    .flatMap((diagnostic) => {
      const severity = severityWanted(context.rules ?? {}, diagnostic.rule, diagnostic.severity);
      const isShown =
        severity !== undefined && !disabled.isDisabled(diagnostic.rule, diagnostic.range.start.line);
      return isShown ? [{ ...diagnostic, severity }] : [];
    })
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column);
}

function fileSet(document: SysctlDocument, { configuration, path }: DiagnosisContext): FileSet | undefined {
  if (configuration === undefined || path === undefined) return undefined;
  return fileSetOf(configuration.files, configuration.isHost, { path, document, text: sysctlText(document) });
}
