import { l10n } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { ParameterPreview } from '../../core/protocol/parameterChange.ts';
import type { ChangeQuestion } from './closeQuestion.ts';

/** What is asked before a kernel parameter is set: from which value to which, what that does, and by which command. */
export function parameterQuestion(preview: ParameterPreview): ChangeQuestion {
  const { label, key, running, value, notes, command } = preview;
  const parts = [
    l10n.t('Running value: {0}\nNew value: {1}', shown(running), shown(value)),
    ...notes,
    command,
    l10n.t('What it was before is written down: “Undo Parameter Changes…” sets it again.'),
  ];
  return {
    message: l10n.t('Set {0} to {1} on {2}?', key, shown(value), plainLabel(label)),
    detail: parts.join('\n\n'),
  };
}

export function shown(value: string): string {
  return value === '' ? l10n.t('(empty)') : plainLabel(value);
}
