import { TimerKind, type SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import type { Facet, GroupFigures, GroupText, Named } from './facet.ts';
import { figuresSentence, figuresText } from './figuresText.ts';
import { otherText } from './otherText.ts';

const secondsOfPart = 10;
const otherKeys = ['untimed', 'other'];

/** TIME_WAIT sockets by the time since they were closed, in steps of 10 s. */
export class AgeFacet implements Facet {
  readonly size: number;
  readonly firstOther: number;
  readonly ofRow: Uint32Array;

  constructor(table: SocketTable, timeWaitLengthMs: number) {
    this.firstOther = Math.max(1, Math.ceil(timeWaitLengthMs / 1000 / secondsOfPart));
    this.size = this.firstOther + 2;
    const [untimed, notTimeWait] = [this.firstOther, this.firstOther + 1];
    const oldest = this.firstOther - 1;
    this.ofRow = table.timerMs.map((left, row) => {
      if (table.state[row] !== TcpState.TIME_WAIT) return notTimeWait;
      if (table.timer[row] !== TimerKind.timewait) return untimed;
      const age = Math.max(0, timeWaitLengthMs - left) / 1000;
      return Math.min(oldest, Math.floor(age / secondsOfPart));
    });
  }

  named(): Named {
    return 'nothing';
  }

  byName(parts: Uint32Array): Uint32Array {
    return parts.slice().sort();
  }

  /** A scale keeps its order. */
  byCount(parts: Uint32Array): Uint32Array {
    return this.byName(parts);
  }

  key(part: number): string {
    return part < this.firstOther ? `a:${String(part)}` : (otherKeys[part - this.firstOther] ?? '');
  }

  find(key: string): number | undefined {
    const other = otherKeys.indexOf(key);
    return other < 0 ? Number(key.slice(2)) : this.firstOther + other;
  }

  describe(part: number, figures: GroupFigures): GroupText {
    if (part === this.firstOther)
      return otherText(
        'Unknown age',
        'The source did not provide a timer for these TIME_WAIT sockets.',
        figures,
      );
    if (part > this.firstOther)
      return otherText('Not in TIME_WAIT', 'Only TIME_WAIT shows when a connection was closed.', figures);
    const from = part * secondsOfPart;
    const label = `Closed ${String(from)}–${String(from + secondsOfPart)} s ago`;
    return {
      kind: 'age',
      label,
      description: figuresText(figures),
      tooltip: `${figuresSentence(figures)}, closed ${String(from)} to ${String(from + secondsOfPart)} seconds before the inspection. A late segment from the peer restarts this time.`,
      accessibilityLabel: `${label}, ${figuresSentence(figures)}`,
    };
  }

  /** `ss` shows timers but cannot select by them, and ages change in the meantime. */
  ss(): undefined {
    return undefined;
  }
}
