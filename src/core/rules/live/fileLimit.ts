import { numberText, percentText } from '../../model/numberText.ts';
import type { ProcessInfo } from '../../model/processes.ts';
import { fact } from '../fact.ts';
import type { LiveFinding } from '../liveRule.ts';
import { processesText } from './piles.ts';
import { programRule } from './programRule.ts';
import type { Program } from './programs.ts';

const warningShare = 0.9;
/** Descriptors come and go: at its limit a program fails with the next socket or the one after. */
const spare = 2;
const maxFindings = 5;

/**
 * A process that holds sockets has as many files open as it may: accept() and socket() fail with EMFILE, and a server's
 * accept queue fills up although the program is not slow.
 * Source: getrlimit(2), RLIMIT_NOFILE; accept(2), EMFILE.
 */
export const fileLimit = programRule({
  id: 'file-limit',
  section: 'file-limit',
  severity: 'error',
  judge: (programs) =>
    programs
      .filter(({ process }) => shareOf(process) >= warningShare)
      .slice(0, maxFindings)
      .map(finding),
});

function shareOf({ condition }: ProcessInfo): number {
  if (condition?.fileLimit === undefined || condition.fileLimit === 0) return 0;
  return condition.openFiles / condition.fileLimit;
}

/** Whether the next socket of a process fails. */
export function isAtFileLimit({ condition }: ProcessInfo): boolean {
  return condition?.fileLimit !== undefined && condition.openFiles >= condition.fileLimit - spare;
}

function finding({ process, rows }: Program): LiveFinding {
  const { openFiles = 0, fileLimit: limit = 0 } = process.condition ?? {};
  const isFull = isAtFileLimit(process);
  return {
    severity: isFull ? 'error' : 'warning',
    subject: { kind: 'process', name: process.name, pids: [process.pid] },
    title: `${processesText([process])} has ${numberText(openFiles)} of ${numberText(limit)} files open${
      isFull ? ': it can neither accept nor open a connection' : ` (${percentText(openFiles / limit)})`
    }.`,
    explanation:
      'Each socket is an open file. At the limit accept() and socket() fail with EMFILE ("too many open files"), and connections wait in the accept queue until their clients give up.',
    evidence: [
      fact.amount('open-files', 'Open files', openFiles, `/proc/${String(process.pid)}/fd`),
      fact.computed('file-limit', 'Limit', numberText(limit), `/proc/${String(process.pid)}/limits`),
      fact.sockets('sockets-held', 'Of these TCP sockets', numberText(rows.length), 'with-inode'),
    ],
    remedies: [
      'Raise the limit of open files of the program: LimitNOFILE= in its systemd unit, ulimit -n before it starts; then restart it.',
      `Look for files and sockets that it forgets to close: ls -l /proc/${String(process.pid)}/fd.`,
    ],
  };
}
