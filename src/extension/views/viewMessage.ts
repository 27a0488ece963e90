import { l10n } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
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
  if (failure !== undefined) return [l10n.t('Live updates stopped: {0}', failure)];
  if (!isFollowed || last === undefined) return [];
  // The figures stay on one line, so that they do not move the rest as they change; a long name may break before them.
  const text = l10n.t('Now: {0}', levelText(last.level));
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
    return [l10n.t('Not filtered, grouped and sorted as requested: {0}', plainLabel(shown.failure))];
  if (shown?.filtered === undefined) return [];
  const { text, matched, total, problems } = shown.filtered;
  const match = l10n.t(
    '{0} of {1} match {2}',
    numberText(matched),
    countText(total, 'socket'),
    plainLabel(text),
  );
  return [match, ...problems.map(plainLabel)];
}

function shaped(shown: ShownSockets | undefined): readonly string[] {
  const { grouping, sort } = shown?.shape ?? usualShape;
  return [
    ...(grouping === usualShape.grouping ? [] : [l10n.t('By {0}', groupingTexts[grouping].name)]),
    ...(sort === usualShape.sort ? [] : [l10n.t('Sorted by {0}', sortTexts[sort].name)]),
  ];
}

/** A time of day instead of an age, which stays correct without a timer. */
function age(state: InspectionState, report: Report): string {
  if (report.openedFrom !== undefined)
    return l10n.t(
      'Snapshot of {0}, taken {1}, read-only',
      plainLabel(report.host.label),
      dateAndTime(report.takenAt),
    );
  const time = timeOfDay(report.takenAt);
  return state.kind === 'failed'
    ? l10n.t('Outdated figures from {0}: {1}', time, state.error.message)
    : l10n.t('As of {0}', time);
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
