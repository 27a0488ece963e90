import type { Cancellation } from '../model/cancellation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ChangeListener } from '../model/stateChange.ts';

/** Where a kernel tells every change of a TCP socket's state. */
export interface StateChangeSource {
  /**
   * Listens until it is told to end. Nothing is left behind. The value is the number of messages that were lost.
   * @param onListening called once, when every change is told from now on.
   */
  listen(
    listener: ChangeListener,
    onListening: () => void,
    until: Cancellation,
  ): Promise<Outcome<{ readonly lost: number }>>;
}
