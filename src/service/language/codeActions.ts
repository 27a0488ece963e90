import {
  AnnotatedTextEdit,
  CodeActionKind,
  CreateFile,
  ResourceOperationKind,
  TextDocumentEdit,
  type ClientCapabilities,
  type CodeAction,
  type Connection,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { ShellAction } from '../../core/language/shellActions.ts';
import {
  checkAgainCommandId,
  copyCommandId,
  saveDropInCommandId,
  typeCommandId,
  type SaveDropInArguments,
} from '../../core/protocol/language.ts';
import type { StartOptions } from '../../core/protocol/startOptions.ts';
import { fromRange, toDiagnostic, toTextEdit } from './convert.ts';
import { placeOf, siblingUri } from './documentContext.ts';
import type { LanguageServer } from './languageServer.ts';
import { suspectDiagnostic } from './limits.ts';
import { shownText } from './shownText.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.sysctl`;

/** What a client can do with an action. */
export interface ActionClient {
  /** Whether it has our commands. */
  readonly hasCommands: boolean;
  /** Whether an edit of its workspace can create a file. */
  readonly createsFiles: boolean;
  /** Whether it shows a change before it makes it. VS Code saves the files of a change unseen if it creates one of them. */
  readonly confirmsChanges: boolean;
}

export function actionClient(
  { workspace }: ClientCapabilities,
  { hasShellCommands }: Pick<StartOptions, 'hasShellCommands'>,
): ActionClient {
  const {
    documentChanges,
    resourceOperations = [],
    changeAnnotationSupport,
  } = workspace?.workspaceEdit ?? {};
  return {
    hasCommands: hasShellCommands === true,
    createsFiles: documentChanges === true && resourceOperations.includes(ResourceOperationKind.Create),
    confirmsChanges: changeAnnotationSupport !== undefined,
  };
}

export function registerCodeActions(
  connection: Connection,
  server: LanguageServer,
  guideLink: (section: string) => string,
  { hasCommands, createsFiles, confirmsChanges }: ActionClient,
): void {
  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }, token) => {
    const wants = (kind: string): boolean =>
      only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
    if (server.documents.isSuspect(uri))
      return hasCommands && wants(CodeActionKind.QuickFix) ? [checkAgain(uri)] : [];
    const asked = await server.context(uri, token);
    if (asked === undefined) return [];
    const { document, context } = asked;
    const actions: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      const diagnostics = server.service.diagnose(document, context);
      for (const fix of server.service.quickFixes(document, fromRange(range), diagnostics)) {
        if (fix.file !== undefined) {
          const isPossible =
            fix.isNewFile === true
              ? createsFiles &&
                (await server.where.isCreatableIn(fix.file, context.repository?.folders ?? []))
              : await server.isUnchanged(fix.file, context.repository);
          if (!isPossible) continue;
        }
        const changed = fix.file === undefined ? uri : server.where.uriOf(fix.file, uri);
        const edits = fix.edits.map(toTextEdit);
        actions.push({
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [
            toDiagnostic(fix.diagnostic, guideLink, (path) => siblingUri(server.where, uri, path)),
          ],
          ...(fix.isPreferred && { isPreferred: true }),
          edit:
            fix.isNewFile === true
              ? newFile(changed, edits, confirmsChanges)
              : { changes: { [changed]: edits } },
        });
      }
    }
    // Requires diagnosing the whole document, so it is only offered if requested by name.
    if (only !== undefined && wants(fixAllKind)) {
      const edit = server.service.fixAll(document, context);
      if (edit !== undefined) {
        const title = 'Fix all problems that can be fixed safely';
        actions.push({ title, kind: fixAllKind, edit: { changes: { [uri]: [toTextEdit(edit)] } } });
      }
    }
    if (hasCommands && wants(CodeActionKind.Refactor)) {
      const path = placeOf(server.where, uri)?.path;
      actions.push(...server.service.shellActions(document, fromRange(range), path).map(toCommand));
    }
    return shownText(actions);
  });
}

const newFileId = 'new-file';

/** Whoever has made the file in the meantime keeps what is in it, below the new lines. */
function newFile(uri: string, edits: TextEdit[], isConfirmed: boolean): WorkspaceEdit {
  const options = { ignoreIfExists: true };
  const textDocument = { uri, version: null };
  if (!isConfirmed)
    return {
      documentChanges: [CreateFile.create(uri, options), TextDocumentEdit.create(textDocument, edits)],
    };
  const annotated = edits.map(({ range, newText }) => AnnotatedTextEdit.replace(range, newText, newFileId));
  return {
    documentChanges: [
      CreateFile.create(uri, options, newFileId),
      TextDocumentEdit.create(textDocument, annotated),
    ],
    changeAnnotations: { [newFileId]: { label: 'New file', needsConfirmation: true } },
  };
}

function checkAgain(uri: string): CodeAction {
  const title = 'Check this file again';
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [suspectDiagnostic],
    command: { title, command: checkAgainCommandId, arguments: [uri] },
  };
}

function toCommand(action: ShellAction): CodeAction {
  const { title } = action;
  const kind = CodeActionKind.Refactor;
  switch (action.kind) {
    case 'copy':
      return { title, kind, command: { title, command: copyCommandId, arguments: [action.command] } };
    case 'terminal':
      return { title, kind, command: { title, command: typeCommandId, arguments: [action.command] } };
    case 'dropIn': {
      const saved: SaveDropInArguments = { fileName: action.fileName, text: action.text };
      return { title, kind, command: { title, command: saveDropInCommandId, arguments: [saved] } };
    }
  }
}
