import {
  CodeAction,
  CodeActionKind,
  CodeLens,
  Hover,
  languages,
  MarkdownString,
  Range,
  type Disposable,
  type DocumentSelector,
  type EventEmitter,
  type Position,
  type TextDocument,
} from 'vscode';
import type { CauseSite } from '../../core/protocol/causes.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import { markdownText } from '../../core/protocol/viewModels.ts';
import { commandLink } from '../runCommand.ts';
import { diagnosticSource, rangeOf } from './causeDiagnostic.ts';
import type { CauseFiles } from './causeFiles.ts';
import { editOf } from './previewFix.ts';

const files: DocumentSelector = { scheme: 'file' };

/** Hover, code lens and quick fix for the lines that use up connections. */
export function registerCauseProviders(causes: CauseFiles, lensesChanged: EventEmitter<void>): Disposable[] {
  return [
    languages.registerHoverProvider(files, {
      provideHover: async (document, position) => {
        const site = (await causes.of(document)).find(({ range }) => rangeOf(range).contains(position));
        return site === undefined ? undefined : hover(site, position);
      },
    }),
    languages.registerCodeLensProvider(files, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async (document) =>
        (await causes.of(document))
          .filter(({ severity, lens }) => severity === 'warning' && lens !== undefined)
          .map(lensOf),
    }),
    languages.registerCodeActionsProvider(
      files,
      {
        provideCodeActions: async (document, range, { diagnostics }) => {
          const sites = (await causes.of(document)).filter(
            (site) => range.intersection(lineOf(document, site)) !== undefined,
          );
          const ours = diagnostics.filter(({ source }) => source === diagnosticSource);
          return sites.flatMap((site) => actionsOf(document, site, ours));
        },
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  ];
}

function lineOf(document: TextDocument, { range }: CauseSite): Range {
  return document.lineAt(Math.min(range.start.line, document.lineCount - 1)).range;
}

/** The figures of this host, and what the line does where VS Code does not say it. Text of files and hosts is no markup here. */
function hover(site: CauseSite, position: Position): Hover | undefined {
  const markdown = new MarkdownString();
  const lines = [
    // Elsewhere the diagnostic, which VS Code shows in the same hover, says it and has the link to the guide.
    ...(isOnMark(site, position) ? [] : [`${site.mechanism} ${site.advice}`]),
    ...site.chain.map(({ says, restsOn }) => `${says.replace(/\.$/, '')} (${restsOn})`),
  ];
  for (const line of lines) {
    markdown.appendMarkdown(`${markdownText(plainLabel(line))}\n\n`);
  }
  return lines.length === 0 ? undefined : new Hover(markdown, rangeOf(site.range));
}

/** How much of a hint VS Code marks: its three dots. Over the rest of the line it shows no diagnostic. */
const hintWidth = 2;

function isOnMark({ severity, range: { start } }: CauseSite, { line, character }: Position): boolean {
  return severity !== 'hint' || (line === start.line && character <= start.column + hintWidth);
}

function lensOf({ range, lens, section }: CauseSite): CodeLens {
  return new CodeLens(
    new Range(range.start.line, 0, range.start.line, 0),
    commandLink('openGuide', `$(flame) ${plainLabel(lens ?? '')}`, section),
  );
}

function actionsOf(
  document: TextDocument,
  site: CauseSite,
  diagnostics: CodeAction['diagnostics'] = [],
): CodeAction[] {
  const mine = diagnostics.filter(({ range }) => range.start.line === site.range.start.line);
  const guide = new CodeAction('Read about this line in the guide', CodeActionKind.QuickFix);
  guide.command = commandLink('openGuide', guide.title, site.section);
  guide.diagnostics = mine;
  if (site.fix === undefined) return [guide];
  const { title, isSafe } = site.fix;
  const fix = new CodeAction(
    plainLabel(isSafe ? title : `${title} (shows a preview)`),
    CodeActionKind.QuickFix,
  );
  if (isSafe) fix.edit = editOf(document.uri, site.fix);
  // What changes more than connections is looked at before it is made.
  else fix.command = commandLink('previewFix', fix.title, document.uri, document.version, site.fix);
  fix.isPreferred = isSafe;
  fix.diagnostics = mine;
  return [fix, guide];
}
