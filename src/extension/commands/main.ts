import type { Memento, SecretStorage, Uri } from 'vscode';
import type { ChangeSetting } from '../changes/changeSetting.ts';
import { ChangeTerminal } from '../changes/changeTerminal.ts';
import { InspectTool } from '../chat/inspectTool.ts';
import { WatchTool } from '../chat/watchTool.ts';
import type { CommandTypes } from '../commandTypes.ts';
import { ComparisonPanels } from '../compare/comparisonPanels.ts';
import type { EarlierReports } from '../compare/earlierReports.ts';
import type { Failures } from '../failures.ts';
import { Fleets, type FleetsParts } from './fleets.ts';
import { FilterTrial } from '../filter/filterTrial.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import { findingItem } from '../findings/findingItem.ts';
import type { Guide } from '../guide.ts';
import type { HostList } from '../hosts/hostList.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { inspectWithProgress, type Inspect } from '../inspection/inspectWithProgress.ts';
import type { UncheckedCommands } from '../lazyCommands.ts';
import type { LazyClient } from '../lazyClient.ts';
import type { AutoRefresh } from '../live/autoRefresh.ts';
import type { Clock } from '../live/repeater.ts';
import { PortsNotice } from '../notice/portsNotice.ts';
import { ReportPanel } from '../report/reportPanel.ts';
import type { CreatePanel, ReportPanels } from '../report/reportPanels.ts';
import { SnapshotEditor } from '../report/snapshotEditor.ts';
import type { Settings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ViewShape } from '../shape/viewShape.ts';
import * as hostDrawing from '../views/hostDrawing.ts';
import type { SocketForest } from '../views/socketForest.ts';
import { CausesController } from '../causes/causesController.ts';
import { previewFix } from '../causes/previewFix.ts';
import { changeCommands } from './changeCommands.ts';
import { checkedCommands } from './checkedCommands.ts';
import { copyCommands } from './copyCommands.ts';
import { exportCsvCommand } from './exportCsv.ts';
import { findingCommands } from './findingCommands.ts';
import { fleetCommands } from './fleetCommands.ts';
import { hostCommands } from './hostCommands.ts';
import { inspectCommand } from './inspect.ts';
import { listParametersCommand } from './listParameters.ts';
import { openGuideCommand } from './openGuide.ts';
import { proveCommand } from './prove.ts';
import { refreshCommands } from './refreshCommands.ts';
import { saveDropInCommand } from './saveDropIn.ts';
import { shellCommands } from './shellCommands.ts';
import { snapshotCommands } from './snapshotCommands.ts';
import type { RowSource } from './takenRows.ts';
import { watchCommand } from './watch.ts';
import { whoHoldsPortCommand } from './whoHoldsPort.ts';
import { viewCommands } from './viewCommands.ts';
import { withoutMachine } from './withoutMachine.ts';

/** What was made at activation, and what comes later works with. */
export interface EarlyParts {
  readonly extensionUri: Uri;
  readonly surroundings: Surroundings;
  /** Storage shared by all windows. */
  readonly globalState: Memento;
  readonly server: LazyClient;
  readonly inspections: Inspections;
  readonly list: HostList;
  /** The view "Hosts". */
  readonly hosts: FleetsParts['view'];
  readonly secrets: SecretStorage;
  readonly clock: Clock;
  readonly panels: ReportPanels;
  readonly earlier: EarlierReports;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly forest: SocketForest;
  readonly rows: RowSource;
  readonly refresh: AutoRefresh;
  readonly guide: Guide;
  readonly settings: Settings;
  readonly failures: Failures;
  readonly isTrusted: () => boolean;
  readonly changes: ChangeSetting;
  readonly guideLink: (section: string) => string;
  readonly showLog: () => void;
}

/** What is first needed long after activation. */
export interface LateParts {
  readonly commands: UncheckedCommands;
  readonly comparisons: ComparisonPanels;
  readonly snapshotEditor: SnapshotEditor;
  readonly fleets: Fleets;
  readonly createPanel: CreatePanel;
  readonly inspectTool: InspectTool;
  readonly watchTool: WatchTool;
  readonly notice: PortsNotice;
  /** Begins to show the lines that use up ports. */
  readonly showCauses: () => CausesController;
  /** How rows are drawn. */
  readonly findingItem: typeof findingItem;
  readonly hostDrawing: typeof hostDrawing;
}

/** A bundle of its own, loaded with the first command or the first row: most of what the extension can do is not needed before. */
export function createLateParts(parts: EarlyParts): LateParts {
  const { extensionUri, inspections, list, failures, isTrusted, guideLink } = parts;
  const onFailure = (error: unknown): void => {
    failures.note(error);
  };
  const comparisons = new ComparisonPanels(extensionUri, onFailure);
  const { settings, secrets, clock, hosts: view } = parts;
  const { send } = parts.server;
  const fleets = new Fleets({ extensionUri, send, settings, secrets, hosts: list, view, clock, onFailure });
  const commands = createCommands(parts, comparisons, fleets);
  return {
    commands: checkedCommands(
      parts.surroundings.machine === undefined ? withoutMachine(commands, failures) : commands,
    ),
    comparisons,
    snapshotEditor: new SnapshotEditor(parts),
    fleets,
    createPanel: (panelParts, panel) => new ReportPanel(panelParts, fleets, panel),
    watchTool: new WatchTool({
      ...{ inspections, hosts: () => list.all, isTrusted, guideLink },
      send: parts.server.send,
    }),
    inspectTool: new InspectTool({ inspections, hosts: () => list.all, isTrusted, guideLink }),
    notice: new PortsNotice(),
    showCauses: () => new CausesController({ ...parts, onFailure }),
    findingItem,
    hostDrawing,
  };
}

function createCommands(parts: EarlyParts, comparisons: ComparisonPanels, fleets: Fleets): CommandTypes {
  const { server, inspections, list, panels, rows, failures } = parts;
  const { send } = server;
  const inspect: Inspect = (inspection) => inspectWithProgress(inspection, server.onDidProgress);
  const terminal = new ChangeTerminal();
  return {
    inspect: inspectCommand(list, inspections, panels, parts.isTrusted, failures),
    watch: watchCommand({ ...parts, send, inspect, onDidProgress: server.onDidProgress }),
    whoHoldsPort: whoHoldsPortCommand({ ...parts, send }),
    openGuide: openGuideCommand(parts.guide, failures),
    listParameters: listParametersCommand(send, failures),
    showLog: parts.showLog,
    saveDropIn: saveDropInCommand(failures, parts.surroundings),
    checkFileAgain: (uri) => server.checkAgain(uri),
    previewFix,
    prove: proveCommand({ inspections, inspect, comparisons, failures }),
    exportCsv: exportCsvCommand({ ...parts, send }),
    ...refreshCommands(inspections, parts.refresh, failures),
    ...viewCommands({ ...parts, trial: new FilterTrial(inspections, send) }),
    ...findingCommands(inspections, failures),
    ...hostCommands({ ...parts, fleets: fleets.list }),
    ...fleetCommands({ ...parts, fleets }),
    ...copyCommands(rows, send, failures),
    ...changeCommands({ ...parts, send }, terminal),
    ...shellCommands(terminal),
    ...snapshotCommands({ ...parts, send, inspect, comparisons }),
  };
}
