import { Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { localHost } from '../../core/model/hostId.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { HostInspection } from '../inspection/hostInspection.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { worseElsewhere } from '../inspection/worstHost.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import { commandLink } from '../runCommand.ts';
import { statusFigures } from './statusFigures.ts';
import { statusText, statusTooltip } from './statusText.ts';

/** The status bar item: the latest figures of the current host. It never requests figures itself. */
export class HostStatus implements Disposable {
  readonly #isWanted: () => boolean;
  readonly #labelOf: (host: string) => string;
  readonly #level: LiveLevel;
  readonly #inspections: Inspections;
  readonly #item = window.createStatusBarItem('socketDiagnostics.status', StatusBarAlignment.Right, 90);
  readonly #subscriptions: Disposable;
  #host: string;
  /** Stays when the server has ended, marked as outdated. */
  #report: Report | undefined;

  constructor(
    isWanted: () => boolean,
    labelOf: (host: string) => string,
    inspections: Inspections,
    level: LiveLevel,
  ) {
    this.#isWanted = isWanted;
    this.#labelOf = labelOf;
    this.#level = level;
    this.#inspections = inspections;
    this.#host = inspections.current.host;
    this.#item.name = 'Socket Diagnostics';
    this.#subscriptions = Disposable.from(
      this.#item,
      inspections.onDidChangeCurrent((current) => {
        this.#follow(current);
        this.update();
      }),
      inspections.onDidChange(() => {
        this.update();
      }),
      level.onDidChange(() => {
        this.update();
      }),
    );
  }

  update(): void {
    const figures = statusFigures(this.#report, this.#level.stateOf(this.#host));
    if (figures === undefined || !this.#isWanted()) {
      this.#item.hide();
      return;
    }
    const text = `${this.#name()}${statusText(figures)}`;
    this.#item.text = `$(${figures.isBlocked ? 'warning' : 'history'}) ${text}`;
    this.#item.tooltip = [statusTooltip(figures), ...this.#worse()].join('\n');
    this.#item.command = commandLink('inspect', 'Inspect', this.#host);
    this.#item.accessibilityInformation = { label: text, role: 'button' };
    this.#item.backgroundColor = figures.isBlocked
      ? new ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.show();
  }

  /** The worst finding of another host, if it is worse than those of the current one. */
  #worse(): readonly string[] {
    const worse = worseElsewhere(this.#host, this.#inspections.known);
    if (worse === undefined) return [];
    return [`Worse on ${plainLabel(this.#labelOf(worse.host))}: ${plainLabel(worse.finding.title)}`];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The name of the host, if it is not this machine. */
  #name(): string {
    if (this.#host === localHost) return '';
    return `${plainLabel(this.#labelOf(this.#host))}: `;
  }

  #follow({ host, result }: HostInspection): void {
    this.#report = result?.report ?? (host === this.#host ? this.#report : undefined);
    this.#host = host;
  }
}
