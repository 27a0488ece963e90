/**
 * The index of the built-in guide: the chapter in `media/guide/` and the anchor of each section. A unit test compares
 * it with the chapters.
 */
import data from './guide.json' with { type: 'json' };
import type { GuideSectionId } from './guideSectionIds.ts';

export type { GuideSectionId } from './guideSectionIds.ts';

export type GuideIndexEntry = {
  readonly id: GuideSectionId;
  /** Name of the chapter's file in `media/guide/`. */
  readonly file: string;
  /** Fragment of the section's heading, without `#`. */
  readonly anchor: string;
  /** The heading, plain text. */
  readonly title: string;
  /** What the chapter is about, plain text. */
  readonly topic: string;
};

/** All sections, in reading order. */
export const guideSections = data as readonly GuideIndexEntry[];

const byId: ReadonlyMap<string, GuideIndexEntry> = new Map(
  guideSections.map((section) => [section.id, section]),
);

/** The section of an id. Throws when the index lacks it, which a unit test excludes. */
export function guideSection(id: GuideSectionId): GuideIndexEntry {
  const section = byId.get(id);
  if (section === undefined) {
    throw new Error(`The guide has no section ${id}.`);
  }
  return section;
}

/** Whether a text, for example from a report saved by another version, is the id of a section of this guide. */
export function isGuideSectionId(text: string): text is GuideSectionId {
  return byId.has(text);
}
