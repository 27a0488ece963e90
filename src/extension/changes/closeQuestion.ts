import { l10n } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { ClosePreview } from '../../core/protocol/closeSockets.ts';
import { countText, numberText } from '../../core/protocol/viewModels.ts';

/** The confirmation before a change; plain text. */
export interface ChangeQuestion {
  readonly message: string;
  readonly detail: string;
}

/** The confirmation before sockets are closed: exactly which ones, and the effect. `what`: how they were selected. */
export function closeQuestion(preview: ClosePreview, host: string, what: string): ChangeQuestion {
  const { count, states, examples, listening, own, filter } = preview;
  const more = count - examples.length;
  const list = [...examples, ...(more > 0 ? [l10n.t('… and {0} more', numberText(more))] : [])];
  const parts = [
    l10n.t('Selected by: {0}', what),
    ...(filter === undefined ? [] : [l10n.t('The filter means: {0}.', plainLabel(filter))]),
    ...states.map((one) => l10n.t('{0} in {1}. {2}', numberText(one.count), one.state, one.effect)),
    list.join('\n'),
    ...(listening > 0 ? [l10n.t('{0} not closed.', countText(listening, 'listening socket'))] : []),
    ...(own > 0
      ? [
          l10n.t(
            'Warning: {0} held by VS Code or its parent processes. This window may lose its connection.',
            countText(own, 'of them is', 'of them are'),
          ),
        ]
      : []),
    l10n.t('This cannot be undone.'),
  ];
  return {
    message: l10n.t('Close {0} on {1}?', countText(count, 'socket'), host),
    detail: parts.join('\n\n'),
  };
}

/** The label of the confirming button. */
export function closeButton({ count }: ClosePreview): string {
  return count === 1 ? l10n.t('Close Socket') : l10n.t('Close {0} Sockets', numberText(count));
}
