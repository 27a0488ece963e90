import { cutLabel, plainLabel } from '../../core/model/plainText.ts';
import { usualShape } from '../../core/model/treeShape.ts';
import {
  countText,
  dateAndTime,
  levelName,
  levelText,
  numberText,
  timeOfDay,
  type OutcomeNote,
  type Report,
} from '../../core/protocol/viewModels.ts';
import { groupingTexts, sortTexts } from '../shape/shapeTexts.ts';
import { lastResult, type InspectionState } from '../inspection/inspectionState.ts';
import type { LevelState } from '../live/levelState.ts';
import type { ShownSockets } from './shownSockets.ts';

/** VS Code breaks no word that is wider than the view. */
const longestName = 60;

/** The message above the rows: which sockets they are, their age, the live figures, and what is missing. */
export function viewMessage(
  state: InspectionState,
  level: LevelState,
  shown: ShownSockets | undefined,
): string | undefined {
  const result = lastResult(state);
  // VS Code hides the welcome text if there is a message, but without rows the welcome text is more useful.
  if (result === undefined || result.roots.length === 0 || shown?.roots.length === 0) return undefined;
  const parts = [
    ...matching(shown),
    ...shaped(shown),
    age(state, result.report),
    ...now(level),
    ...missing(result.report, shown?.notes ?? []),
  ];
  // Sentences, because in a narrow side bar a line may break after any of them.
  return parts.map((part) => (part.endsWith('.') ? part : `${part}.`)).join(' ');
}

function now({ isFollowed, last, failure }: LevelState): readonly string[] {
  if (failure !== undefined) return [`Live updates stopped: ${failure}`];
  if (!isFollowed || last === undefined) return [];
  // The figures stay on one line, so that they do not move the rest as they change; a long name may break before them.
  const text = `Now: ${levelText(last.level)}`;
  const name = levelName(last.level.hasOrphans === true);
  return [
    text
      .split(name)
      .map((part) => part.replaceAll(' ', '\u00a0'))
      .join(name),
  ];
}

function matching(shown: ShownSockets | undefined): readonly string[] {
  if (shown?.failure !== undefined)
    return [`Not filtered, grouped and sorted as requested: ${plainLabel(shown.failure)}`];
  if (shown?.filtered === undefined) return [];
  const { text, matched, total, problems } = shown.filtered;
  const match = `${numberText(matched)} of ${countText(total, 'socket')} match ${plainLabel(text)}`;
  return [match, ...problems.map(plainLabel)];
}

function shaped(shown: ShownSockets | undefined): readonly string[] {
  const { grouping, sort } = shown?.shape ?? usualShape;
  return [
    ...(grouping === usualShape.grouping ? [] : [`By ${groupingTexts[grouping].name}`]),
    ...(sort === usualShape.sort ? [] : [`Sorted by ${sortTexts[sort].name}`]),
  ];
}

/** A time of day instead of an age, which stays correct without a timer. */
function age(state: InspectionState, report: Report): string {
  if (report.openedFrom !== undefined)
    return `Snapshot of ${cutLabel(plainLabel(report.host.label), longestName)}, taken ${dateAndTime(report.takenAt)}, read-only`;
  const time = timeOfDay(report.takenAt);
  return state.kind === 'failed' ? `Outdated figures from ${time}: ${state.error.message}` : `As of ${time}`;
}

/**
 * Problems with the data that rows consist of, which excludes configuration files. If the tree has requested all
 * processes, it knows more of them than the report, which only requests some.
 */
function missing({ outcomes }: Report, ofTree: readonly string[]): readonly string[] {
  const { facts, sockets, counters, parameters, processes } = outcomes;
  const read: readonly OutcomeNote[] = [facts, sockets, counters, parameters];
  const notes = ofTree.length > 0 ? read : [...read, processes];
  const messages = notes.flatMap(({ problems }) => problems.map(({ message }) => message));
  return [...new Set([...messages, ...ofTree].map(plainLabel))];
}
