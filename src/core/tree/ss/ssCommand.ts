import { stateWords } from '../../model/ssVocabulary.ts';
import { tcpStateName, tcpStates } from '../../model/tcpState.ts';
import type { Transport } from '../../model/transport.ts';
import type { SsPart } from './ssPart.ts';

/** An `ss` command, and the texts that its output lines must contain. */
export interface SsCommand {
  readonly words: readonly string[];
  /** Texts that a line must contain, all of them: `ss` names processes but cannot select by them. */
  readonly lineTexts: readonly string[];
}

/** Lists the sockets of a transport that match all of these parts. */
export function ssCommand(parts: readonly SsPart[], transport: Transport): SsCommand {
  const wanted = tcpStates.filter((state) =>
    parts.every((part) => part.kind !== 'states' || part.states.includes(state)),
  );
  const states = wanted.length === tcpStates.length ? [] : wanted;
  const expressions = parts.flatMap((part) => (part.kind === 'expression' ? [part.text] : []));
  const pids = parts.flatMap((part) => (part.kind === 'processes' ? part.pids : []));
  return {
    words: [
      'ss',
      `-${transport === 'tcp' ? 't' : 'u'}an${pids.length > 0 ? 'p' : ''}`,
      ...stateWords(states.map(tcpStateName)),
      ...(expressions.length > 0 ? [expressions.join(' and ')] : []),
    ],
    lineTexts: pids.map((pid) => `pid=${String(pid)},`),
  };
}
