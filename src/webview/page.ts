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
import { past } from './past.ts';
import type { PageState } from './pageState.ts';
import { parameters } from './parameters.ts';
import { states } from './states.ts';
import { verdict } from './verdict.ts';
import { waitingPage } from './waitingPage.ts';

export interface Page {
  readonly content: readonly HTMLElement[];
  /** Adds what stands below the findings, which takes longer to make and to lay out than all above it. */
  readonly addRest: () => void;
}

/** The report, most important first; what stands for it until there is one. */
export function page(state: PageState): Page {
  const { report, guideTitles, canChange, busy, failure } = state;
  if (report === undefined) return { content: waitingPage(state), addRest: () => undefined };
  const main = element(
    'main',
    { 'aria-busy': busy !== undefined && 'true', class: failure && 'old' },
    verdict(report.verdict),
    keyFigures(report),
    findings(report, { titles: guideTitles, canChange }),
  );
  return {
    content: [
      header(report, busy),
      ...(report.openedFrom === undefined ? [] : [snapshotBanner(report)]),
      ...(failure === undefined ? [] : [failureBanner(failure)]),
      main,
    ],
    addRest: () => {
      main.append(...belowFindings(report, canChange));
    },
  };
}

function belowFindings(report: Report, canChange: boolean): readonly HTMLElement[] {
  return [
    connections(report),
    ...socketSections(report),
    report.openedFrom === undefined ? past().element : undefined,
    parameters(report, canChange),
    outcomes(report),
  ].filter((section) => section !== undefined);
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
