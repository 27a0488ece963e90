import { countText, numberText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import type { LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { processesText } from './piles.ts';
import { programRule } from './programRule.ts';
import type { Program } from './programs.ts';

/**
 * A process that holds sockets is stopped by a signal: the kernel goes on accepting for it until its queues are full, and
 * nobody answers.
 * Source: signal(7), SIGSTOP; proc_pid_stat(5), state T and t.
 */
export const processStopped = programRule({
  id: 'process-stopped',
  section: 'program-hangs',
  severity: 'error',
  judge: (programs, sockets) =>
    programs
      .filter(({ process }) => process.condition?.isStopped === true)
      .map((program) => finding(program, sockets)),
});

function finding({ process, rows }: Program, { table, aggregation }: SocketEvidence): LiveFinding {
  const listening = rows.filter((row) => table.state[row] === TcpState.LISTEN);
  const waiting = listening.reduce((sum, row) => sum + (table.receiveQueue[row] ?? 0), 0);
  const unread = rows.reduce(
    (sum, row) => sum + (table.state[row] === TcpState.LISTEN ? 0 : (table.receiveQueue[row] ?? 0)),
    0,
  );
  const [port] = listening.map((row) => table.localPort[row] ?? 0);
  const serves = port === undefined ? '' : `, which listens on port ${String(port)},`;
  return {
    // A listener that others serve as well goes on.
    severity: listening.length > 0 && aggregation.listeners.length > 0 ? 'error' : 'warning',
    subject: { kind: 'process', name: process.name, pids: [process.pid] },
    title:
      `${processesText([process])}${serves} is stopped by a signal` +
      `${waiting > 0 ? `: ${countText(waiting, 'connection waits', 'connections wait')} for it` : ''}.`,
    explanation:
      'A stopped process runs no instruction until it gets SIGCONT, or its debugger lets it go on. The kernel still completes connections for it, so clients connect and get no answer.',
    evidence: [
      fact.sockets('sockets-held', 'Sockets that it holds', numberText(rows.length), 'with-inode'),
      fact.sockets('accept-queue', 'Waiting for accept()', numberText(waiting), 'listener'),
      fact.sockets('bytes-not-read', 'Bytes not read', numberText(unread), 'receive-queues'),
    ],
    remedies: [
      `Let it go on with kill -CONT ${String(process.pid)}, once you know who stopped it: a debugger, job control, a script.`,
    ],
  };
}
