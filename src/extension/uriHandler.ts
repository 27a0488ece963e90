import { commands, type Uri, type UriHandler } from 'vscode';
import { commandIds } from './ids.ts';

/**
 * `<scheme>://socket-diagnostics.socket-diagnostics/guide#<section>`: how a diagnostic's code link reaches the guide.
 * Anything that opens links can send one, so it opens a section of the guide and nothing else.
 */
export class GuideUriHandler implements UriHandler {
  async handleUri(uri: Uri): Promise<void> {
    const section = guideSectionOf(uri);
    if (section !== undefined) await commands.executeCommand(commandIds.openGuide, section);
  }
}

/** The section that a link names, by its fragment or by `?section=`; undefined where it names none. */
export function guideSectionOf(uri: Pick<Uri, 'path' | 'query' | 'fragment'>): string | undefined {
  if (uri.path !== '/guide') return undefined;
  const section = uri.fragment === '' ? new URLSearchParams(uri.query).get('section') : uri.fragment;
  return section === null || !/^[a-z0-9][a-z0-9._-]{0,80}$/i.test(section) ? undefined : section;
}
