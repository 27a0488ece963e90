import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { failure, type Failure } from '../core/model/outcome.ts';
import type { Libc } from './libc.ts';
import { errorCode } from './systemError.ts';

/** From include/uapi/linux/sched.h. */
const cloneNewNet = 0x40000000;

/**
 * Runs a short function in another network namespace, given by its path. Only this thread enters it, the function
 * must not wait, and the thread returns before anything else runs.
 */
export function inNamespace<T>(libc: Libc, path: string, run: () => T): T | Failure {
  const opened: number[] = [];
  const open = (file: string): number => {
    const descriptor = openSync(file, 'r');
    opened.push(descriptor);
    return descriptor;
  };
  try {
    const own = open('/proc/thread-self/ns/net');
    if (libc.setns(open(path), cloneNewNet) < 0) return refused(libc.errno());
    try {
      return run();
    } finally {
      // A thread that cannot return would treat the other namespace as its own from then on, so exit instead.
      if (libc.setns(own, cloneNewNet) < 0) process.abort();
    }
  } catch (error) {
    const code = errorCode(error) ?? '';
    return refused(constants.errno[code as keyof typeof constants.errno]);
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

function refused(errno: number | undefined): Failure {
  const { EACCES, EINVAL, ENOENT, EPERM } = constants.errno;
  if (errno === EPERM || errno === EACCES)
    return failure(
      'denied',
      'netns-denied',
      'You do not have permission to enter this network namespace.',
      'Run as root.',
    );
  // EINVAL: the file of a name that is no namespace any more.
  if (errno === ENOENT || errno === EINVAL)
    return failure(
      'unavailable',
      'netns-gone',
      'This network namespace no longer exists.',
      'List the network namespaces: lsns -t net, ip netns list.',
    );
  return failure(
    'failed',
    'netns-failed',
    'This network namespace could not be entered.',
    'List the network namespaces: lsns -t net, ip netns list.',
  );
}
