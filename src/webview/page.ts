import { Emphases, type Report } from '../core/protocol/viewModels.ts';
import { ages } from './ages.ts';
import { failureBanner, snapshotBanner } from './banner.ts';
import { clients } from './clients.ts';
import { connections } from './connections/connections.ts';
import { destinations } from './destinations.ts';
import { element } from './dom.ts';
import { findings } from './findings.ts';
import { header } from './header.ts';
import { history } from './history.ts';
import { keyFigures } from './keyFigures.ts';
import { listeners } from './listeners.ts';
import { outcomes } from './outcomes.ts';
import { parameters } from './parameters.ts';
import { states } from './states.ts';
import { verdict } from './verdict.ts';

/** Everything that is drawn; replaced as a whole by each message. */
export interface PageState {
  readonly report: Report;
  readonly guideTitles: Readonly<Record<string, string>>;
  /** The host may be changed from here. */
  readonly canChange: boolean;
  /** What is being done, while something is. */
  readonly busy?: string;
  readonly failure?: { readonly message: string; readonly nextStep: string };
}

/** The report, most important first. */
export function page({ report, guideTitles, canChange, busy, failure }: PageState): readonly HTMLElement[] {
  const main = element(
    'main',
    { 'aria-busy': busy !== undefined && 'true', class: failure && 'old' },
    verdict(report.verdict),
    keyFigures(report),
    findings(report, { titles: guideTitles, canChange }),
    connections(report),
    ...socketSections(report),
    parameters(report, canChange),
    outcomes(report),
  );
  return [
    header(report, busy),
    ...(report.openedFrom === undefined ? [] : [snapshotBanner(report)]),
    ...(failure === undefined ? [] : [failureBanner(failure)]),
    main,
  ];
}

function socketSections({
  sockets,
  timeWait,
  rates,
  findings: found,
  openedFrom,
}: Report): readonly HTMLElement[] {
  if (sockets === undefined) return [];
  return [
    destinations(sockets, found, timeWait.lengthSeconds),
    states(sockets, timeWait, rates, new Emphases(found)),
    ages(timeWait),
    ...(openedFrom === undefined ? [history().element] : []),
    listeners(sockets),
    clients(sockets),
  ];
}
