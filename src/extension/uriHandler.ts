import { window, type Uri, type UriHandler } from 'vscode';
import { plainLabel } from '../core/model/plainText.ts';
import { guideSectionOf } from './guideLink.ts';
import type { HostEntry } from './hosts/hostEntry.ts';
import { hostNamed, linkedHostName } from './hosts/hostLink.ts';
import { runCommand } from './runCommand.ts';

/**
 * Links to the extension, `<scheme>://socket-diagnostics.socket-diagnostics` and
 *
 * - `/guide#<section>`, of a diagnostic's code or an alert: opens a section of the guide;
 * - `/host?instance=<host>:<port>`, of an alert of Prometheus: inspects a host that is listed, if the user says so.
 */
export class LinkHandler implements UriHandler {
  readonly #hosts: () => readonly HostEntry[];

  constructor(hosts: () => readonly HostEntry[]) {
    this.#hosts = hosts;
  }

  async handleUri(uri: Uri): Promise<void> {
    const section = guideSectionOf(uri);
    if (section !== undefined) await runCommand('openGuide', section);
    const name = linkedHostName(uri);
    if (name !== undefined) await this.#offer(name);
  }

  /** A link may come from anywhere: no host is contacted without a click here. */
  async #offer(name: string): Promise<void> {
    const entry = hostNamed(name, this.#hosts());
    if (entry === undefined) {
      const add = 'Add SSH Host…';
      const message = `${plainLabel(name)} is not in the Hosts view.`;
      if ((await window.showInformationMessage(message, add)) === add) await runCommand('addSshHost');
      return;
    }
    const inspect = 'Inspect TIME_WAIT';
    const message = `A link asks to inspect ${plainLabel(entry.label)}.`;
    if ((await window.showInformationMessage(message, inspect)) === inspect)
      await runCommand('inspect', entry.id);
  }
}
