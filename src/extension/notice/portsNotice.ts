import { ConfigurationTarget, window, workspace } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { ReportFinding } from '../../core/protocol/viewModels.ts';
import { settingIds } from '../ids.ts';
import { runCommand } from '../runCommand.ts';

/** The notification that a destination has run out of local ports: once per destination and window. */
export class PortsNotice {
  readonly #told = new Set<string>();

  async tell(host: string, findings: readonly ReportFinding[]): Promise<void> {
    const nameOf = ({ subject }: ReportFinding): string => `${host} ${JSON.stringify(subject)}`;
    const fresh = findings.filter((finding) => !this.#told.has(nameOf(finding)));
    for (const finding of fresh) this.#told.add(nameOf(finding));
    const [first, ...others] = fresh;
    const settings = workspace.getConfiguration();
    if (first === undefined || settings.get<unknown>(settingIds.portsNotice) === false) return;
    const openReport = 'Open Report';
    const dontShow = "Don't Show Again";
    const more = others.length === 0 ? '' : ` Other destinations without free ports: ${others.length}.`;
    const chosen = await window.showWarningMessage(`${plainLabel(first.title)}${more}`, openReport, dontShow);
    if (chosen === openReport) await runCommand('openHostReport', host);
    if (chosen === dontShow) await settings.update(settingIds.portsNotice, false, ConfigurationTarget.Global);
  }
}
