import { cutLabel, plainLabel, uncutLabel } from '../../core/model/plainText.ts';
import type { ParameterPreview } from '../../core/protocol/parameterChange.ts';
import type { ChangeQuestion } from './closeQuestion.ts';

const longestInSentence = 80;

/** The confirmation before a kernel parameter is set: the old and the new value, the effect, and the command. */
export function parameterQuestion(preview: ParameterPreview): ChangeQuestion {
  const { label, key, running, value, notes, command } = preview;
  const parts = [
    `Running value: ${inFull(running)}\nNew value: ${inFull(value)}`,
    ...notes,
    command,
    'The old value is recorded: “Undo Parameter Changes…” restores it.',
  ];
  return {
    message: `Set ${key} to ${shown(value)} on ${plainLabel(label)}?`,
    detail: parts.join('\n\n'),
  };
}

/** A value in a sentence, cut if it is long. */
export function shown(value: string): string {
  return cutLabel(inFull(value), longestInSentence);
}

/** All of a value, which the server limits. */
function inFull(value: string): string {
  return value === '' ? '(empty)' : uncutLabel(value);
}
