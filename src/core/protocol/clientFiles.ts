import type { Outcome } from '../model/outcome.ts';
import { request } from './messageTypes.ts';
import { text } from './schema.ts';

export interface ReadFileParams {
  readonly uri: string;
}

/** From a server without files of its own to the client: the text of a file. The server asks for those that the user opened as snapshots. */
export const readFileRequest = request<ReadFileParams, Outcome<string>>('readFile', { uri: text });
