import { request } from './messageTypes.ts';
import { flag } from './schema.ts';

export interface NativeCalls {
  readonly areRunning: boolean;
}

/**
 * Sent by the server around its calls of native code, so that the client knows what ended the process: answered, because what a process
 * has sent just before its end may never be looked at.
 */
export const nativeCallsRequest = request<NativeCalls, null>('nativeCalls', { areRunning: flag });
