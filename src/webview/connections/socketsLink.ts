import { shownLine } from '../../core/protocol/viewModels.ts';
import { button } from '../dom.ts';
import { send } from '../vscodeApi.ts';

/** The name of an end; a click filters the tree. */
export function socketsLink(name: string, filter: string): HTMLElement {
  return button(
    { class: 'link endpoint', 'data-key': `watched-${filter}`, title: 'Show its sockets in the tree' },
    () => {
      send({ kind: 'showSockets', filter });
    },
    shownLine(name),
  );
}
