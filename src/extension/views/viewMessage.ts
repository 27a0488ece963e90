import { l10n } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { usualShape } from '../../core/model/treeShape.ts';
import {
  countText,
  dateAndTime,
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

/** What stands above the rows: which they are, how old they are, the level of now, and what is missing. */
export function viewMessage(
  state: InspectionState,
  level: LevelState,
  shown: ShownSockets | undefined,
): string | undefined {
  const result = lastResult(state);
  // With a message VS Code hides the welcome text, which says more where there are no rows.
  if (result === undefined || result.roots.length === 0 || shown?.roots.length === 0) return undefined;
  const parts = [
    ...matching(shown),
    ...shaped(shown),
    age(state, result.report),
    ...now(level),
    ...missing(result.report, shown?.notes ?? []),
  ];
  // Sentences: in a narrow side bar a line may end after any of them.
  return parts.map((part) => (part.endsWith('.') ? part : `${part}.`)).join(' ');
}

function now({ isFollowed, last, failure }: LevelState): readonly string[] {
  if (failure !== undefined) return [l10n.t('The live level stopped: {0}', failure)];
  if (!isFollowed || last === undefined) return [];
  // In one piece on one line: the figures change all the time, and the rest is not to move with them.
  return [l10n.t('Now: {0}', levelText(last.level)).replaceAll(' ', '\u00a0')];
}

function matching(shown: ShownSockets | undefined): readonly string[] {
  if (shown?.failure !== undefined)
    return [l10n.t('Not filtered, grouped and sorted as asked for: {0}', plainLabel(shown.failure))];
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

/** A time of day and not an age: it is right without a timer that counts it up. */
function age(state: InspectionState, report: Report): string {
  if (report.openedFrom !== undefined)
    return l10n.t(
      'Snapshot of {0}, taken {1}, read-only',
      plainLabel(report.host.label),
      dateAndTime(report.takenAt),
    );
  const time = timeOfDay(report.takenAt);
  return state.kind === 'failed'
    ? l10n.t('Old figures, from {0}: {1}', time, state.error.message)
    : l10n.t('As of {0}', time);
}

/**
 * Of what the rows are made of: the configuration files are no part of it. Where the tree asked for all processes, it knows
 * more of them than the report, which asked for some.
 */
function missing({ outcomes }: Report, ofTree: readonly string[]): readonly string[] {
  const { facts, sockets, counters, parameters, processes } = outcomes;
  const read: readonly OutcomeNote[] = [facts, sockets, counters, parameters];
  const notes = ofTree.length > 0 ? read : [...read, processes];
  const messages = notes.flatMap(({ problems }) => problems.map(({ message }) => message));
  return [...new Set([...messages, ...ofTree].map(plainLabel))];
}
