import type { Problem } from '../model/outcome.ts';
import { collectorChoices, type CollectorChoice } from '../model/snapshot.ts';
import type { PortAnswer } from '../report/port/portAnswer.ts';
import { request } from './messageTypes.ts';
import { oneOf, text, wholeNumber } from './schema.ts';

export type { PortAnswer } from '../report/port/portAnswer.ts';

export interface PortUseParams {
  readonly host: string;
  readonly collector: CollectorChoice;
  readonly port: number;
}

export type PortUseResult =
  | { readonly kind: 'answer'; readonly answer: PortAnswer; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Who holds a local port of a host, read now. Cancelled by the request's cancellation token. */
export const portUseRequest = request<PortUseParams, PortUseResult>('portUse', {
  host: text,
  collector: oneOf(collectorChoices),
  port: wholeNumber(65_535),
});
