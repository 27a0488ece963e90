import {
  CancellationTokenSource,
  Disposable,
  ViewColumn,
  window,
  type Event,
  type Uri,
  type WebviewPanel,
} from 'vscode';
import { cutLabel, plainLabel } from '../../core/model/plainText.ts';
import { isSnapshotHost } from '../../core/model/hostId.ts';
import type { InspectProgress } from '../../core/protocol/inspection.ts';
import { siteActions, type FindingAction, type Report } from '../../core/protocol/viewModels.ts';
import type { FromWebview, GuideTitles, ToWebview } from '../../core/protocol/webview.ts';
import type { ChangeSetting } from '../changes/changeSetting.ts';
import { entryFromId } from '../hosts/hostEntry.ts';
import { panelIds, snapshotEditorId } from '../ids.ts';
import {
  isSameTarget,
  PastOfHost,
  targetOnHost,
  type PastSource,
  type PastTarget,
} from '../fleets/pastOfHost.ts';
import type { HostInspection } from '../inspection/hostInspection.ts';
import type { InspectionState, ToldError } from '../inspection/inspectionState.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import type { Watched } from '../live/onlookers.ts';
import { runCommand } from '../runCommand.ts';
import { copyFromPage } from './copyFromPage.ts';
import { onPageMessage } from './pageMessages.ts';
import { panelOptions, preparePanel } from './reportHtml.ts';
import { saveReport, type SaveReportParts } from './saveReport.ts';

/** An inspection that finishes sooner draws only its own figures. */
const olderAfterMs = 500;

const longestName = 60;

export interface ReportPanelParts extends SaveReportParts {
  readonly extensionUri: Uri;
  /** The host that the report is about. */
  readonly inspection: HostInspection;
  readonly level: LiveLevel;
  readonly changes: ChangeSetting;
  readonly titles: () => Promise<GuideTitles>;
  readonly labelOf: (host: string) => string;
  readonly onDidProgress: Event<InspectProgress>;
  readonly onFailure: (error: unknown) => void;
}

/** The editor tab with the report of one host. While it is open, it shows every inspection of the host. */
export class ReportPanel implements Disposable, Watched {
  readonly #parts: ReportPanelParts;
  readonly #fleets: PastSource;
  readonly #panel: WebviewPanel;
  /** Undefined until there are figures. */
  #report: Report | undefined;
  /** Those of the guide's sections; undefined in the end if they could not be read. */
  #titles: Promise<GuideTitles | undefined> | undefined;
  /** Why there is no report yet. */
  #gap: ToldError | undefined;
  /** What is being read. */
  #progress = usualProgress();
  /** Of the inspection that was asked for here, while it runs. */
  #cancellation: CancellationTokenSource | undefined;
  /** Shows the older figures if the inspection takes long. */
  #olderLater: ReturnType<typeof setTimeout> | undefined;
  readonly #past: PastOfHost;
  /** The host as a Prometheus knows it, once it is known. */
  #pastTarget: PastTarget | undefined;
  #isOpen = true;
  readonly #subscriptions: Disposable;

  readonly onDidChangeVisibility: Event<unknown>;
  readonly onDidDispose: Event<void>;

  /** `panel`: one that VS Code kept while the window was loaded again. */
  constructor(parts: ReportPanelParts, fleets: PastSource, panel?: WebviewPanel) {
    this.#parts = parts;
    this.#fleets = fleets;
    this.#report = parts.inspection.result?.report;
    this.#panel = panel ?? newPanel(parts.extensionUri);
    this.#panel.title = this.#title;
    this.onDidChangeVisibility = this.#panel.onDidChangeViewState;
    this.onDidDispose = this.#panel.onDidDispose;
    this.#past = new PastOfHost(fleets.list, (figures) => {
      this.#post({ kind: 'past', ...figures });
    });
    this.#subscriptions = Disposable.from(
      onPageMessage(this.#panel.webview, (message) => this.#receive(message), parts.onFailure),
      parts.inspection.onDidChange((state) => {
        this.#follow(state);
      }),
      parts.onDidProgress(({ host, message }) => {
        // The figures that are already shown are not redrawn for it.
        if (host !== parts.inspection.host || this.#report !== undefined) return;
        this.#progress = plainLabel(message);
        this.#follow(parts.inspection.state);
      }),
      parts.level.onDidChange(() => {
        this.#showLevel();
      }),
      fleets.list.onDidChange(() => {
        this.#followPast();
      }),
      parts.changes.onDidChange(() => {
        this.#showAll();
      }),
      this.#panel.onDidDispose(() => {
        this.#isOpen = false;
        clearTimeout(this.#olderLater);
        this.#subscriptions.dispose();
      }),
    );
    preparePanel(this.#panel, parts.extensionUri);
    this.#showAbout();
  }

  /** Of the editor tab. */
  get #title(): string {
    const { inspection, labelOf } = this.#parts;
    // An editor of a file has the name of the file.
    if (this.#panel.viewType === snapshotEditorId) return plainLabel(entryFromId(inspection.host).label);
    // A tab is as wide as its title.
    const label = cutLabel(plainLabel(this.#report?.host.label ?? labelOf(inspection.host)), longestName);
    return isSnapshotHost(inspection.host) ? `TIME_WAIT: ${label} (snapshot)` : `TIME_WAIT: ${label}`;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Brings the tab to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Inspects the host; the page says how it goes and can cancel it. Fails as an inspection does. */
  async inspect(): Promise<Report> {
    const cancellation = (this.#cancellation ??= new CancellationTokenSource());
    try {
      const inspecting = this.#parts.inspection.inspect(cancellation.token);
      // Titles that are there before the figures do not draw the page once more.
      if (this.#parts.inspection.state.kind === 'running') void this.#showTitles();
      return (await inspecting).report;
    } finally {
      this.#cancellation = undefined;
      cancellation.dispose();
      this.#progress = usualProgress();
    }
  }

  /** Says why there is no report yet, and what to do. */
  explain(gap: ToldError): void {
    this.#gap = gap;
    this.#follow(this.#parts.inspection.state);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(message: FromWebview): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#begin();
        break;
      case 'cancel':
        this.#cancellation?.cancel();
        break;
      case 'inspect':
        await runCommand('inspect', this.#parts.inspection.host);
        break;
      case 'watch':
        await runCommand('watch', this.#parts.inspection.host);
        break;
      case 'openGuide':
        await runCommand('openGuide', message.section);
        break;
      case 'runAction':
        await this.#runAction(message.action);
        break;
      case 'copy':
        await copyFromPage(message.text);
        break;
      case 'saveJson':
        if (this.#report !== undefined) await saveReport(this.#report, this.#parts);
        break;
      case 'compare':
        await runCommand('compare', this.#parts.inspection.host);
        break;
      case 'showSockets':
        if (message.grouping !== undefined) await runCommand('groupBy', message.grouping);
        await runCommand('filter', message.filter);
        break;
      case 'askPast':
        if (this.#pastTarget !== undefined) await this.#past.show(this.#pastTarget, message.hours);
        break;
      case 'inspectInstance':
        // Only the page of a fleet asks for it.
        break;
      case 'setParameter':
        await runCommand('applyParameter', { host: this.#parts.inspection.host, key: message.key });
        break;
    }
  }

  /** Only what the report offers: the page does not make up actions. */
  async #runAction(action: FindingAction): Promise<void> {
    const wanted = JSON.stringify(action);
    const offered =
      this.#report?.findings.flatMap(({ actions, sites = [] }) => [
        ...actions,
        ...sites.flatMap(siteActions),
      ]) ?? [];
    const known = offered.find((each) => JSON.stringify(each) === wanted);
    if (known === undefined) throw new Error('The page asked for an action that the report does not offer.');
    await runCommand('findingRun', this.#parts.inspection.host, known);
  }

  /** The page forgets everything when its tab is hidden: it asks again with `ready`. */
  #begin(): void {
    const { inspection } = this.#parts;
    this.#showAbout();
    if (this.#report !== undefined && this.#cancellation !== undefined) {
      this.#olderLater ??= setTimeout(() => {
        this.#showAll();
      }, olderAfterMs);
      this.#follow(inspection.state);
    } else this.#showAll();
    this.#showLevel();
    this.#showPast();
  }

  #showAbout(): void {
    const { inspection, labelOf } = this.#parts;
    this.#post({ kind: 'about', host: inspection.host, label: labelOf(inspection.host) });
  }

  /** The figures that there are, and how the next ones are doing. */
  #showAll(): void {
    const { state } = this.#parts.inspection;
    if (state.kind !== 'done') this.#showReport();
    this.#follow(state);
  }

  #follow(state: InspectionState): void {
    switch (state.kind) {
      case 'none':
        this.#post(this.#gap === undefined ? { kind: 'idle' } : failed(this.#gap));
        break;
      case 'running':
        if (!state.isQuiet) this.#showBusy(this.#progress);
        break;
      case 'done':
        this.#report = state.result.report;
        this.#showReport();
        break;
      case 'failed':
        if (this.#olderLater !== undefined) this.#showReport();
        this.#post(failed(state.error));
        break;
    }
  }

  #showBusy(message: string): void {
    this.#post({ kind: 'busy', message, canCancel: this.#cancellation !== undefined });
  }

  #showLevel(): void {
    const { level, inspection } = this.#parts;
    const { isFollowed, last, failure } = level.stateOf(inspection.host);
    if (failure !== undefined) this.#post({ kind: 'level', failure });
    else this.#post({ kind: 'level', ...(isFollowed && last && { level: last.level }) });
  }

  /** The last hour of the host, if a Prometheus that was asked knows it. */
  #showPast(): void {
    const { inspection, onFailure } = this.#parts;
    this.#pastTarget = targetOnHost(this.#fleets, inspection.host);
    if (this.#pastTarget !== undefined) this.#past.show(this.#pastTarget, 1).catch(onFailure);
  }

  /** Another Prometheus may know the host now, or none. */
  #followPast(): void {
    const known = this.#pastTarget;
    const target = targetOnHost(this.#fleets, this.#parts.inspection.host);
    if (isSameTarget(known, target)) return;
    if (target === undefined) {
      this.#pastTarget = undefined;
      this.#past.drop();
      this.#post({ kind: 'noPast' });
    } else this.#showPast();
  }

  /** Asked for once there is a report or one is made: without one nothing needs them, and to ask starts the server. */
  async #showTitles(): Promise<void> {
    this.#titles ??= this.#parts.titles().catch((error: unknown) => {
      this.#titles = undefined;
      this.#parts.onFailure(error);
      return undefined;
    });
    const guideTitles = await this.#titles;
    if (guideTitles !== undefined) this.#post({ kind: 'titles', guideTitles });
  }

  #showReport(): void {
    if (!this.#isOpen || this.#report === undefined) return;
    clearTimeout(this.#olderLater);
    this.#olderLater = undefined;
    const canChange = this.#parts.changes.isAllowed && this.#report.openedFrom === undefined;
    this.#post({ kind: 'show', report: this.#report, canChange });
    void this.#showTitles();
    // What VS Code does with a title takes longer than what it does with the report.
    this.#panel.title = this.#title;
  }

  #post(message: ToWebview): void {
    if (this.#isOpen) void this.#panel.webview.postMessage(message);
  }
}

function newPanel(extensionUri: Uri): WebviewPanel {
  return window.createWebviewPanel(panelIds.report, '', ViewColumn.Active, panelOptions(extensionUri));
}

function usualProgress(): string {
  return 'Inspecting…';
}

function failed({ message, nextStep }: ToldError): ToWebview {
  return { kind: 'failed', message, nextStep };
}
