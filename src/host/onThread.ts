import type { LibraryHandle } from 'koffi';

/** A function of a library, as koffi gives it. */
export type NativeFunction = ReturnType<LibraryHandle['func']>;

/** Calls a function of the C library on a thread of Node.js's own pool. The error number stays with that thread. */
export function onThread(call: NativeFunction, ...args: readonly unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    call.async(...args, (error: unknown, result: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(Number(result));
    });
  });
}
