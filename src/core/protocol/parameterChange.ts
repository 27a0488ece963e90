import type { Problem } from '../model/outcome.ts';
import type { Refused } from './closeSockets.ts';
import { request } from './messageTypes.ts';
import { text } from './schema.ts';

/**
 * Messages about changing a kernel parameter of a host. The server never changes one: it says what a change would mean and
 * which command makes it, which the user runs in a terminal, and reads the running value.
 */

export interface PreviewParameterParams {
  readonly host: string;
  /** Dotted, for example `net.ipv4.tcp_tw_reuse`. */
  readonly key: string;
  readonly value: string;
}
export type PreviewParameterResult = ParameterPreview | Refused;

export interface ParameterPreview {
  readonly kind: 'preview';
  /** What the user calls the host. Text from the host: hostile. */
  readonly label: string;
  readonly key: string;
  /** The running value of now. */
  readonly running: string;
  readonly value: string;
  /** What it does, what the new value means, how far and how long it holds; a sentence or two each. */
  readonly notes: readonly string[];
  /** For a terminal of the machine that the extension runs on. */
  readonly command: string;
  /** Another one after each start of the host: what was changed before is gone then. */
  readonly bootId?: string;
}
/** What setting a parameter would mean, and the command for it. */
export const previewParameterRequest = request<PreviewParameterParams, PreviewParameterResult>(
  'previewParameter',
  { host: text, key: text, value: text },
);

export interface ReadParameterParams {
  readonly host: string;
  readonly key: string;
}
export interface ReadParameterResult {
  readonly value?: string;
  readonly bootId?: string;
  /** Why there is no value. */
  readonly problem?: Problem;
}
/** The running value. */
export const readParameterRequest = request<ReadParameterParams, ReadParameterResult>('readParameter', {
  host: text,
  key: text,
});
