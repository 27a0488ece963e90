import { l10n } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { ParameterPreview } from '../../core/protocol/parameterChange.ts';
import type { ChangeQuestion } from './closeQuestion.ts';

/** The confirmation before a kernel parameter is set: the old and the new value, the effect, and the command. */
export function parameterQuestion(preview: ParameterPreview): ChangeQuestion {
  const { label, key, running, value, notes, command } = preview;
  const parts = [
    l10n.t('Running value: {0}\nNew value: {1}', shown(running), shown(value)),
    ...notes,
    command,
    l10n.t('The old value is recorded: “Undo Parameter Changes…” restores it.'),
  ];
  return {
    message: l10n.t('Set {0} to {1} on {2}?', key, shown(value), plainLabel(label)),
    detail: parts.join('\n\n'),
  };
}

export function shown(value: string): string {
  return value === '' ? l10n.t('(empty)') : plainLabel(value);
}
