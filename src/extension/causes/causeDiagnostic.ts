import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri } from 'vscode';
import type { CauseSite } from '../../core/protocol/causes.ts';
import { moreDefinitionsText } from '../../core/protocol/viewModels.ts';
import { plainLabel } from '../../core/model/plainText.ts';

/** What the Problems view and other extensions see as the source. */
export const diagnosticSource = 'Socket Diagnostics';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

export function causeDiagnostic(site: CauseSite, guideLink: (section: string) => string): Diagnostic {
  const figures = site.lens === undefined ? '' : ` ${site.lens}.`;
  const cut = site.hasMoreDefinitions ? ` ${moreDefinitionsText}` : '';
  const diagnostic = new Diagnostic(
    rangeOf(site.range),
    plainLabel(`${site.mechanism}${figures} ${site.advice}${cut}`),
    severities[site.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: site.cause, target: Uri.parse(guideLink(site.section)) };
  if (site.definitions !== undefined)
    diagnostic.relatedInformation = site.definitions.map(
      ({ file, range, label }) =>
        new DiagnosticRelatedInformation(
          new Location(Uri.file(file), rangeOf(range)),
          `The destination is defined here: ${plainLabel(label)}`,
        ),
    );
  return diagnostic;
}

export function rangeOf({ start, end }: CauseSite['range']): Range {
  return new Range(start.line, start.column, end.line, end.column);
}
