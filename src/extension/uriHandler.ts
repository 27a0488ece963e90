import type { Uri, UriHandler } from 'vscode';
import { guideSectionOf } from './guideLink.ts';
import { runCommand } from './runCommand.ts';

/**
 * `<scheme>://socket-diagnostics.socket-diagnostics/guide#<section>`: how a diagnostic's code link reaches the guide.
 * It only opens a section of the guide.
 */
export class GuideUriHandler implements UriHandler {
  async handleUri(uri: Uri): Promise<void> {
    const section = guideSectionOf(uri);
    if (section !== undefined) await runCommand('openGuide', section);
  }
}
