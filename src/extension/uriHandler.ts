import { commands, type Uri, type UriHandler } from 'vscode';
import { guideSectionOf } from './guideLink.ts';
import { commandIds } from './ids.ts';

/**
 * `<scheme>://socket-diagnostics.socket-diagnostics/guide#<section>`: how a diagnostic's code link reaches the guide.
 * Opens a section of the guide and does nothing else.
 */
export class GuideUriHandler implements UriHandler {
  async handleUri(uri: Uri): Promise<void> {
    const section = guideSectionOf(uri);
    if (section !== undefined) await commands.executeCommand(commandIds.openGuide, section);
  }
}
