import { notification } from './messageTypes.ts';
import { optional, text } from './schema.ts';

export interface CheckingDocument {
  /** The document whose check begins; absent when the check has ended. */
  readonly uri?: string;
}
/** Sent by the server around each check of a document, so that the client knows which one ended the process. */
export const checkingNotification = notification<CheckingDocument>('checking', { uri: optional(text) });

/** Sent by the client: a document that ended the process before is to be checked all the same. */
export const checkAgainNotification = notification<{ readonly uri: string }>('checkAgain', { uri: text });
