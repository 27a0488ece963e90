import { plainLabel } from '../../core/model/plainText.ts';
import type { ParameterPreview } from '../../core/protocol/parameterChange.ts';
import type { ChangeQuestion } from './closeQuestion.ts';

/** The confirmation before a kernel parameter is set: the old and the new value, the effect, and the command. */
export function parameterQuestion(preview: ParameterPreview): ChangeQuestion {
  const { label, key, running, value, notes, command } = preview;
  const parts = [
    `Running value: ${shown(running)}\nNew value: ${shown(value)}`,
    ...notes,
    command,
    'The old value is recorded: “Undo Parameter Changes…” restores it.',
  ];
  return {
    message: `Set ${key} to ${shown(value)} on ${plainLabel(label)}?`,
    detail: parts.join('\n\n'),
  };
}

export function shown(value: string): string {
  return value === '' ? '(empty)' : plainLabel(value);
}
