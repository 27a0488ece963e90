import { baseName } from '../../model/pathText.ts';

/**
 * What the user can do about a finding. Decided in one place, so that the view, the report, its Markdown and the tool
 * for language models offer the same actions.
 */
export type FindingAction =
  /** Read the guide's section about it. */
  | { readonly kind: 'openGuide'; readonly section: string }
  /** Show only its sockets in the tree; see core/query/socketFilter.ts for the syntax. */
  | { readonly kind: 'showSockets'; readonly filter: string }
  /** Open the configuration file that sets the parameter (on the machine of the window) at its line. */
  | { readonly kind: 'openFile'; readonly key: string; readonly path: string; readonly line: number }
  /** Like `openFile`, then choose among the editor's fixes for the line. */
  | { readonly kind: 'openFix'; readonly key: string; readonly path: string; readonly line: number }
  /** Open the line of source or configuration that causes it. */
  | { readonly kind: 'openSite'; readonly path: string; readonly line: number }
  /** As `openSite`, and choose among the editor's fixes for the line. */
  | { readonly kind: 'fixSite'; readonly path: string; readonly line: number }
  /** Wait until the old TIME_WAIT sockets have expired, inspect again, and compare the destination. */
  | { readonly kind: 'proveSite'; readonly remoteAddress: string; readonly remotePort: number }
  /** No file sets the parameter: write one that does, into a folder of the user's choice. */
  | { readonly kind: 'saveDropIn'; readonly fileName: string; readonly text: string }
  /** Set the parameter on the running host, if the user allows it, after confirmation. */
  | { readonly kind: 'applyParameter'; readonly key: string; readonly value: string }
  /** A line for a shell of the host. `show` proves the finding, `set` changes the running kernel. */
  | { readonly kind: 'copyCommand'; readonly purpose: 'show' | 'set'; readonly command: string };

/** The label of a button. Paths come from the host. */
export function findingActionLabel(action: FindingAction): string {
  switch (action.kind) {
    case 'openGuide':
      return 'Open guide section';
    case 'showSockets':
      return 'Show sockets';
    case 'openSite':
      return 'Open';
    case 'fixSite':
      return 'Fix…';
    case 'proveSite':
      return 'Prove it';
    case 'openFile':
      return `Open ${placeText(action)}`;
    case 'openFix':
      return 'Open fix';
    case 'saveDropIn':
      return 'Save as drop-in file';
    case 'applyParameter':
      return `Set to ${action.value}…`;
    case 'copyCommand':
      return action.purpose === 'show' ? 'Copy ss command' : 'Copy sysctl command';
  }
}

/** `90-web.conf:3`: the location of the line, short enough for a button. */
function placeText({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${baseName(path)}:${String(line)}`;
}

/** The shell commands: first the one that proves the finding, then the one that fixes it. */
export function actionCommands(actions: readonly FindingAction[]): readonly string[] {
  const commands = actions.filter((action) => action.kind === 'copyCommand');
  return [
    ...commands.filter(({ purpose }) => purpose === 'show'),
    ...commands.filter(({ purpose }) => purpose === 'set'),
  ].map(({ command }) => command);
}
