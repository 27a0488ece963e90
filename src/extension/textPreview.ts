import { Uri, window, workspace } from 'vscode';

const scheme = 'socket-diagnostics-fix';
const texts = new Map<string, string>();
let count = 0;

/**
 * Makes a document that can be read and not edited, of what would be written to a file. It is kept until it is closed here. Each has
 * an address of its own, because VS Code keeps the text of a document that it has shown.
 */
export function textPreview(path: string, text: string): Uri {
  if (count++ === 0)
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) => texts.get(query) ?? '',
    });
  const uri = Uri.from({ scheme, path, query: String(count) });
  texts.set(uri.query, text);
  return uri;
}

/** Closes the tab that shows it, alone or beside what it would replace. */
export async function closePreview(preview: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const mine = tabs.filter(({ input }) => {
    const { uri, modified = uri } = (input ?? {}) as { readonly uri?: unknown; readonly modified?: unknown };
    return modified instanceof Uri && modified.toString() === preview.toString();
  });
  await window.tabGroups.close(mine);
  texts.delete(preview.query);
}
