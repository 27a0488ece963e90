import type { Uri } from 'vscode';
import type { CauseFix } from '../core/protocol/causes.ts';
import type { ClosedSockets } from '../core/protocol/closeSockets.ts';
import type { PortAnswer } from '../core/protocol/portUse.ts';
import type { SaveDropInArguments } from '../core/protocol/language.ts';
import type {
  FindingAction,
  FleetHost,
  Grouping,
  SiteDestination,
  Report,
  ReportFinding,
  TreeRow,
} from '../core/protocol/viewModels.ts';
import type { SortOrder } from '../core/model/treeShape.ts';

/** A host by its id (core/model/hostId.ts), or any row of a tree that is about one. */
export type HostArgument = string | { readonly host: string };

/** A Prometheus by its address, or any row of the Hosts view that is about one. */
export type PrometheusArgument = string | { readonly address: string };

/** A row of a host that a Prometheus knows. */
export interface InstanceArgument {
  readonly kind: 'instance';
  readonly instance: FleetHost;
}

/** A row of the tree of sockets. */
export interface RowArgument {
  readonly kind: 'row';
  readonly host: string;
  readonly row: TreeRow;
}

/** A finding's row. */
export interface FindingArgument {
  readonly kind: 'finding';
  readonly host: string;
  readonly finding: ReportFinding;
}

/** A row below a finding's: a line that causes it. */
export interface SiteArgument {
  readonly kind: 'site';
  readonly parent: FindingArgument;
  readonly index: number;
}

/** A kernel parameter to set; asks for the value if it is absent. */
export interface ParameterToApply {
  readonly host: string;
  readonly key: string;
  readonly value?: string;
}

/** The row under the pointer and the selected rows, as a tree's menu passes them. */
type OnRows<Result> = (row?: RowArgument, selected?: readonly unknown[]) => Promise<Result>;
type OnHost = (host: HostArgument) => Promise<void>;
type OnPrometheus = (prometheus: PrometheusArgument) => Promise<void>;
type OnInstance = (instance: InstanceArgument) => Promise<void>;
type OnFinding = (finding: FindingArgument) => Promise<void>;

/**
 * What each command takes and gives, by its name in `commandIds`. `runCommand` calls with these types; whoever else calls (a
 * key, a link, another extension) is checked in commands/commandArguments.ts before a command sees anything.
 */
export interface CommandTypes {
  readonly inspect: (host?: HostArgument) => Promise<Report | undefined>;
  /** For this many seconds, or until stopped if 0; asks if absent. */
  readonly watch: (host?: HostArgument, seconds?: number) => Promise<Report | undefined>;
  /** Asks for the port where it is absent. */
  readonly whoHoldsPort: (host?: HostArgument, port?: number) => Promise<PortAnswer | undefined>;
  readonly refresh: () => Promise<Report | undefined>;
  readonly openGuide: (section?: string) => Promise<void>;
  readonly listParameters: () => Promise<void>;
  readonly showLog: () => void;

  readonly filter: (text?: string) => Promise<void>;
  readonly clearFilter: () => void;
  readonly groupBy: (grouping?: Grouping) => Promise<void>;
  readonly sortBy: (sort?: SortOrder) => Promise<void>;
  readonly resetShape: () => void;
  readonly pauseRefresh: () => void;
  readonly resumeRefresh: () => void;
  /** `parent`: the id of the row whose list goes on; empty for the top level. */
  readonly showMore: (host: string, parent: string) => void;

  readonly copyRemote: OnRows<void>;
  readonly copyLocal: OnRows<void>;
  readonly copyRow: OnRows<void>;
  readonly copyJson: OnRows<void>;
  readonly copySsCommand: OnRows<void>;
  readonly exportCsv: OnRows<Uri | undefined>;

  readonly closeSockets: (row?: RowArgument) => Promise<ClosedSockets | undefined>;
  /** Whether it was set. */
  readonly applyParameter: (parameter: ParameterToApply) => Promise<boolean>;
  /** Whether one was undone. */
  readonly undoParameters: () => Promise<boolean>;

  readonly addSshHost: () => Promise<void>;
  readonly inspectAll: () => Promise<void>;
  readonly refreshHosts: () => Promise<void>;
  readonly inspectHost: OnHost;
  readonly retryHost: OnHost;
  readonly openHostReport: OnHost;
  readonly makeCurrentHost: OnHost;
  /** The current host where none is named. */
  readonly openHostTerminal: (host?: HostArgument) => void;
  readonly copyHostName: OnHost;
  readonly removeHost: OnHost;

  readonly addPrometheus: () => Promise<void>;
  /** Asks which Prometheus if there are several; adds one if there is none. */
  readonly openFleet: (prometheus?: PrometheusArgument) => Promise<void>;
  readonly refreshPrometheus: OnPrometheus;
  readonly searchInstances: OnPrometheus;
  readonly clearInstanceSearch: OnPrometheus;
  /** Of a job, after those that are shown. */
  readonly showMoreInstances: (address: string, job: string) => void;
  readonly setPrometheusToken: OnPrometheus;
  readonly removePrometheus: OnPrometheus;
  /** Inspects the listed host with its name. */
  readonly inspectInstance: OnInstance;
  readonly copyInstance: OnInstance;

  readonly findingSockets: OnFinding;
  readonly findingGuide: OnFinding;
  readonly findingFile: OnFinding;
  readonly findingFix: OnFinding;
  readonly findingDropIn: OnFinding;
  readonly findingApply: OnFinding;
  readonly findingShowCommand: OnFinding;
  readonly findingSetCommand: OnFinding;
  readonly findingCopy: OnFinding;
  readonly findingSiteFix: (site: SiteArgument) => Promise<void>;
  readonly findingSiteProve: (site: SiteArgument) => Promise<void>;
  /** Inspects again when the old TIME_WAIT sockets have expired. */
  readonly prove: (host: string, destination: SiteDestination) => Promise<void>;
  /** Previews a fix for that version of a file, and applies it if the user agrees. */
  readonly previewFix: (file: Uri, version: number, fix: CauseFix) => Promise<void>;
  readonly findingRun: (host: string, action: FindingAction) => Promise<void>;

  readonly copyShellCommand: (command: string) => Promise<void>;
  readonly typeShellCommand: (command: string) => void;
  readonly saveDropIn: (file: SaveDropInArguments) => Promise<void>;
  /** Checks a file that ended the server before, by its URI. */
  readonly checkFileAgain: (uri: string) => Promise<void>;

  /** With another host, or as a menu passes it: a row and all selected rows. */
  readonly compare: (one?: HostArgument, other?: HostArgument | readonly unknown[]) => Promise<void>;
  readonly saveSnapshot: (host?: HostArgument, target?: Uri) => Promise<Uri | undefined>;
  readonly openSnapshot: (file?: Uri) => Promise<Report | undefined>;
  readonly closeSnapshot: (host?: HostArgument) => void;
}

export type CommandName = keyof CommandTypes;
