import type { TimeWaitLevel } from '../model/levelText.ts';
import { groupings, type Grouping } from '../model/treeShape.ts';
import type { FindingAction } from '../report/findings/findingAction.ts';
import type { HistoryHours } from '../fleet/instanceHistory.ts';
import type { Report } from '../report/report.ts';
import { fleetPageFields, type FleetPage } from './fleetPage.ts';
import type { SaveDropInArguments } from './language.ts';
import { pastFields, spanOfHours, type PastFigures } from './past.ts';
import type { ComparedReports } from './rememberedPage.ts';
import { report, reportPair } from './reportSchema.ts';
import {
  dictionary,
  flag,
  matching,
  number,
  oneOf,
  optional,
  record,
  text,
  variants,
  wholeNumber,
  type Fields,
  type Schema,
} from './schema.ts';

/** Titles of the guide's sections by id, for the links to them. */
export type GuideTitles = Readonly<Record<string, string>>;

/** What a panel tells the page that draws it. The same may be said twice: when it happens, and when the page says that it is ready. */
export type ToWebview =
  /** What the page is about, before anything else: there may be no figures for a while. */
  | {
      readonly kind: 'about';
      /** An id (model/hostId.ts). */
      readonly host: string;
      readonly label: string;
    }
  /** The figures; whatever was being done for them is done, unless the next message says otherwise. */
  | {
      readonly kind: 'show';
      readonly report: Report;
      /** The user allows that the host is changed, and it is one of the present. */
      readonly canChange: boolean;
    }
  /** When the page begins, and again when the guide has been read. */
  | { readonly kind: 'titles'; readonly guideTitles: GuideTitles }
  /** Instead of a report: two next to each other. */
  | { readonly kind: 'compare'; readonly reports: ComparedReports }
  /** Instead of a report: the hosts of a Prometheus. */
  | ({ readonly kind: 'fleet' } & FleetPage)
  /** The past of a host, as Prometheus knows it. */
  | ({ readonly kind: 'past' } & PastFigures)
  /** No Prometheus knows the host any more. */
  | { readonly kind: 'noPast' }
  | { readonly kind: 'busy'; readonly message: string; readonly canCancel: boolean }
  | { readonly kind: 'idle' }
  /** Every few seconds while the page is in front. With neither, the level is not followed. */
  | { readonly kind: 'level'; readonly level?: TimeWaitLevel; readonly failure?: string }
  /** The inspection could not be done; what was shown before stays, marked as old. */
  | { readonly kind: 'failed'; readonly message: string; readonly nextStep: string };

export const toWebview: Schema<ToWebview> = variants<ToWebview>({
  about: { host: text, label: text },
  show: { report, canChange: flag },
  titles: { guideTitles: dictionary(text) },
  compare: { reports: reportPair },
  fleet: fleetPageFields,
  past: pastFields,
  noPast: {},
  busy: { message: text, canCancel: flag },
  idle: {},
  level: {
    level: optional(
      record<TimeWaitLevel>({
        timeWait: optional(number),
        hasOrphans: optional(flag),
        createdPerSecond: optional(number),
        overflowed: optional(number),
      }),
    ),
    failure: optional(text),
  },
  failed: { message: text, nextStep: text },
});

/** What the page asks of the panel. */
export type FromWebview =
  | { readonly kind: 'ready' }
  | { readonly kind: 'inspect' }
  /** Watch connections end on the host of the report. */
  | { readonly kind: 'watch' }
  /** Open a section of the guide. */
  | { readonly kind: 'openGuide'; readonly section: string }
  /** Stop the inspection that this panel asked for. */
  | { readonly kind: 'cancel' }
  /** Set this report against another one, which is asked for. */
  | { readonly kind: 'compare' }
  /** Do what a finding offers. */
  | { readonly kind: 'runAction'; readonly action: FindingAction }
  /** Put this text on the clipboard. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Ask for a file and write the report into it as JSON. */
  | { readonly kind: 'saveJson' }
  /** Show the tree of sockets, with this filter (core/query/socketFilter.ts has the language), as it is grouped or so. */
  | { readonly kind: 'showSockets'; readonly filter: string; readonly grouping?: Grouping }
  /** Inspect a host of the fleet that the page shows. */
  | { readonly kind: 'inspectInstance'; readonly instance: string }
  /** Show the past of a host, as Prometheus knows it. */
  | {
      readonly kind: 'askPast';
      readonly job: string;
      readonly instance: string;
      readonly hours: HistoryHours;
    }
  /** Ask for a value of a kernel parameter, and set it on the host. */
  | { readonly kind: 'setParameter'; readonly key: string };

const dropInFields: Fields<SaveDropInArguments> = {
  fileName: matching(/^[\w.-]+\.conf$/, 'the name of a .conf file, without a folder'),
  text: matching(/^(?:[\t\n]|[^\p{Cc}\p{Cf}\u2028\u2029])*$/u, 'lines without control characters'),
};
const plainLine = matching(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, 'one line without control characters');
export const dropInFile: Schema<SaveDropInArguments> = record(dropInFields);

export const findingAction: Schema<FindingAction> = variants<FindingAction>({
  openGuide: { section: text },
  showSockets: { filter: text },
  openFile: { key: text, path: text, line: wholeNumber() },
  openFix: { key: text, path: text, line: wholeNumber() },
  openSite: { path: text, line: wholeNumber() },
  fixSite: { path: text, line: wholeNumber() },
  proveSite: { remoteAddress: text, remotePort: wholeNumber() },
  saveDropIn: dropInFields,
  applyParameter: { key: plainLine, value: plainLine },
  copyCommand: { purpose: oneOf(['show', 'set']), command: plainLine },
});

export const fromWebview: Schema<FromWebview> = variants<FromWebview>({
  ready: {},
  inspect: {},
  watch: {},
  openGuide: { section: text },
  cancel: {},
  compare: {},
  runAction: { action: findingAction },
  copy: { text },
  saveJson: {},
  showSockets: { filter: text, grouping: optional(oneOf(groupings)) },
  inspectInstance: { instance: text },
  askPast: { job: text, instance: text, hours: spanOfHours },
  setParameter: { key: text },
});
