/** Told before native code is called, and when it has returned. */
export type TellNativeCalls = (areRunning: boolean) => Promise<void>;

interface Supervision {
  readonly tell: TellNativeCalls;
  /** Such a call ended this process's predecessor. */
  readonly areAvoided: boolean;
}

let supervision: Supervision = { tell: () => Promise.resolve(), areAvoided: false };
let running = 0;
let told = Promise.resolve();

/**
 * A crash in native code ends the process, which can then say nothing of it: whoever started the process has to be told
 * before. Holds for the whole process, as native code does.
 */
export function superviseNativeCalls(by: Supervision): void {
  supervision = by;
}

export function areNativeCallsAvoided(): boolean {
  return supervision.areAvoided;
}

/** Does work that calls native code, and tells so. */
export async function withNativeCalls<T>(work: () => Promise<T>): Promise<T> {
  if (running++ === 0) tell(true);
  try {
    await told;
    return await work();
  } finally {
    if (--running === 0) tell(false);
  }
}

/** In the order of the calls. Who cannot be told any more does not care. */
function tell(areRunning: boolean): void {
  told = told.then(() => supervision.tell(areRunning)).catch(() => undefined);
}
