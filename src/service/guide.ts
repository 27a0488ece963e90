import { guideSections } from '../core/knowledge/guide.ts';
import { guideSectionRequest, guideSectionsRequest } from '../core/protocol/guide.ts';
import type { Requests } from './requests.ts';

/** Answers requests for the location of guide sections. */
export function registerGuide(requests: Requests): void {
  requests.on(guideSectionsRequest, () => guideSections);
  requests.on(guideSectionRequest, ({ section }) => guideSections.find(({ id }) => id === section) ?? null);
}
