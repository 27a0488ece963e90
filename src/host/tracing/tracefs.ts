import { readFileSync } from 'node:fs';
import { countText } from '../../core/model/numberText.ts';
import { failure, type Failure, type Problem } from '../../core/model/outcome.ts';
import { parseMountinfo } from '../../core/parse/mountinfo.ts';
import { errorCode } from '../systemError.ts';
import { pidNamespace } from './pidNamespace.ts';

/** Of the first process id namespace, include/linux/proc_ns.h: PROC_PID_INIT_INO. */
const firstPidNamespace = 0xeffffffc;

const nextStep = 'Watch without exact mode: it needs no privileges and still counts how connections end.';

/** The folder where tracefs is mounted, if exact mode can work here. */
export function findTracefs(): string | Failure {
  if (process.geteuid?.() !== 0)
    return failure(
      'denied',
      'exact-denied',
      'Exact mode reads the kernel’s trace, which only root can do.',
      nextStep,
    );
  if (pidNamespace() !== firstPidNamespace)
    return failure(
      'unavailable',
      'exact-pid-namespace',
      'Exact mode does not work in a container: the kernel’s trace names processes by ids that are not valid here.',
      'Use exact mode on the host itself, or watch without it.',
    );
  const folder = mountedAt();
  return (
    folder ??
    failure(
      'unavailable',
      'no-tracefs',
      'Exact mode needs tracefs, which is not mounted here.',
      'Mount it (mount -t tracefs nodev /sys/kernel/tracing), or watch without exact mode.',
    )
  );
}

/** What a call on a file of tracefs ended with. */
export function traceFailure(error: unknown): Failure {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failure(
        'denied',
        'exact-denied',
        'Exact mode is not permitted here: the kernel refuses access to its trace, for example because of lockdown.',
        nextStep,
      );
    case 'ENOENT':
      return failure(
        'unavailable',
        'no-trace-event',
        'This kernel does not trace the states of sockets: that needs CONFIG_FTRACE and Linux 4.16 or later.',
        nextStep,
      );
    case undefined:
      throw error;
    default:
      return failure(
        'failed',
        'exact-failed',
        `The kernel’s trace could not be used: ${String(error)}.`,
        nextStep,
      );
  }
}

/** @param count pages of the trace that could not be read to their end. */
export function badPages(count: number): readonly Problem[] {
  if (count === 0) return [];
  return [
    {
      code: 'trace-unreadable',
      message: `${countText(count, 'page', 'pages')} of the kernel’s trace could not be read completely, so the counts of exact mode are too low.`,
      nextStep: 'Report this with the kernel’s version.',
    },
  ];
}

/** Undefined if it is not mounted; below debugfs, where old systems have it, it shows up once it was used. */
function mountedAt(): string | undefined {
  return parseMountinfo(mounts()).findLast(({ type }) => type === 'tracefs')?.mountPoint;
}

function mounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
