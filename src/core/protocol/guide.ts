import { request, type NoParams } from './messageTypes.ts';
import { text } from './schema.ts';

/** Messages about the built-in guide, between the extension and the server process. */

/** Where a section of the guide is. */
export interface GuideSection {
  /** Stable for ever; findings and diagnostics name it. */
  readonly id: string;
  readonly title: string;
  /** File name inside `media/guide/`. */
  readonly file: string;
  /** The heading's fragment, as the Markdown preview makes it. */
  readonly anchor: string;
}

export interface GuideSectionParams {
  readonly section: string;
}
export type GuideSectionResult = GuideSection | null;
/** One section; `null` if the guide has none with that id. */
export const guideSectionRequest = request<GuideSectionParams, GuideSectionResult>(
  'guideSection',
  { section: text },
  { needsTrust: false },
);

export type GuideSectionsResult = readonly GuideSection[];
/** All sections, in the guide's order. */
export const guideSectionsRequest = request<NoParams, GuideSectionsResult>(
  'guideSections',
  {},
  { needsTrust: false },
);
