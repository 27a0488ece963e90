import type { Connection } from 'vscode-languageserver/node';
import { guideSections } from '../core/knowledge/guide.ts';
import {
  guideSectionRequest,
  guideSectionsRequest,
  type GuideSectionParams,
  type GuideSectionResult,
  type GuideSectionsResult,
} from '../core/protocol/guide.ts';

/** Answers where the guide's sections are. */
export function registerGuide(connection: Connection): void {
  connection.onRequest(guideSectionsRequest, (): GuideSectionsResult => guideSections);
  connection.onRequest(guideSectionRequest, ({ section }: GuideSectionParams): GuideSectionResult => {
    return guideSections.find(({ id }) => id === section) ?? null;
  });
}
