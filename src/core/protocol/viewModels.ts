/** What the messages carry and how its figures are written, for those who may import the protocol only. */
export { levelName, levelText, type TimeWaitLevel } from '../model/levelText.ts';
export { exhaustionShares } from '../model/exhaustionShares.ts';
export type { Fleet, FleetHost, FleetParameter, FleetSeverity } from '../fleet/fleet.ts';
export {
  historyHours,
  type HistoryHours,
  type HistoryMark,
  type HistoryPoint,
  type InstanceHistory,
} from '../fleet/instanceHistory.ts';
export { driftText } from '../fleet/foldFleet.ts';
export { countText, numberText, percentText } from '../model/numberText.ts';
export { ageText, dateAndTime, lengthText, secondsText, spanText, timeOfDay } from '../model/timeText.ts';
export { closesPerSecond } from '../report/closesPerSecond.ts';
export { comparedPair, comparisonTitle } from '../report/comparison/comparedPair.ts';
export { compareReports } from '../report/comparison/compareReports.ts';
export { connectionRates } from '../report/comparison/comparedConnections.ts';
export { comparisonMarkdown } from '../report/comparison/comparisonMarkdown.ts';
export { changeText, figureText } from '../report/comparison/told.ts';
export { chatText } from '../report/chatText.ts';
export { findingActionLabel, type FindingAction } from '../report/findings/findingAction.ts';
export {
  confidenceText,
  moreDefinitionsText,
  siteActions,
  siteText,
} from '../report/findings/siteActions.ts';
export { proofOf, withProof } from '../report/comparison/proofOf.ts';
export type { Site, SiteDestination } from '../model/site.ts';
export { subjectText } from '../report/findings/subjectText.ts';
export { shownLine } from '../model/plainText.ts';
export { spreadsheetCell } from '../model/spreadsheetCell.ts';
export { markdownTable, markdownText } from '../report/markdownText.ts';
export { findingMarkdown } from '../report/findings/findingMarkdown.ts';
export type { ReportEvidence, ReportFinding } from '../report/findings/findingActions.ts';
export { Emphases, type Emphasis } from '../tree/emphases.ts';
export { reportMarkdown } from '../report/markdown.ts';
export { notCheckedText } from '../report/notCheckedText.ts';
export { unsearchedText } from '../report/unsearched.ts';
export { portOutlook, type PortPlan } from '../report/portWhatIf.ts';
export { severities, type Severity } from '../model/finding.ts';
export { formatEndpoint } from '../model/endpoint.ts';
export { stateTerm, type TcpStateName } from '../model/tcpState.ts';
export { connectionKinds, failedKinds } from '../model/watched.ts';
export type { ExactCount, ExactWatch, ReplayedSocket, ReplayStep } from '../model/exactWatch.ts';
export { destinationText } from '../report/destinationText.ts';
export { exactActNames, exactEndText, replayText } from '../report/exactWords.ts';
export {
  closedFirstText,
  kindNames,
  kindsText,
  likelyProcessesText,
  likelyProcessText,
} from '../report/connectionWords.ts';
export type {
  ConnectionKind,
  KindCounts,
  Spread,
  WatchedConnections,
  WatchedDestination,
  WatchedGroup,
  WatchedListener,
} from '../model/watched.ts';
export type { Grouping } from '../model/treeShape.ts';
export type {
  ComparedConnections,
  ComparedCounter,
  ComparedDestination,
  ComparedFinding,
  ComparedListener,
  ComparedParameter,
  ComparedState,
  ComparedSide,
  Comparison,
  Pair,
  ComparedPart,
  PortOfServer,
  Told,
} from '../report/comparison/comparison.ts';
export type {
  NotJudged,
  OutcomeNote,
  Report,
  ReportAge,
  ReportClient,
  ReportDestination,
  ReportListener,
  ReportPorts,
  ReportSectionName,
  ReportSockets,
  ReportTimeWait,
} from '../report/report.ts';
export type { ReportParameter } from '../report/reportParameters.ts';
export type { ReportRates } from '../report/reportRates.ts';
export type { TreePage, TreeRow } from '../tree/treeRow.ts';
