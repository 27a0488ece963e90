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
  const list = [...examples, ...(more > 0 ? [`… and ${numberText(more)} more`] : [])];
  const parts = [
    `Selected by: ${what}`,
    ...(filter === undefined ? [] : [`The filter means: ${plainLabel(filter)}.`]),
    ...states.map((one) => `${numberText(one.count)} in ${one.state}. ${one.effect}`),
    list.join('\n'),
    ...(listening > 0 ? [`${countText(listening, 'listening socket')} not closed.`] : []),
    ...(own > 0
      ? [
          `Warning: ${countText(own, 'of them is', 'of them are')} held by VS Code or its parent processes. This window may lose its connection.`,
        ]
      : []),
    'This cannot be undone.',
  ];
  return {
    message: `Close ${countText(count, 'socket')} on ${host}?`,
    detail: parts.join('\n\n'),
  };
}

/** The label of the confirming button. */
export function closeButton({ count }: ClosePreview): string {
  return count === 1 ? 'Close Socket' : `Close ${numberText(count)} Sockets`;
}
