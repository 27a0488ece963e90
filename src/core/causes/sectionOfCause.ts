import type { GuideSectionId } from '../knowledge/guideSectionIds.ts';
import type { CauseId } from './cause.ts';

/** The guide has a section for every cause. */
export function sectionOfCause(cause: CauseId): GuideSectionId {
  return `cause-${cause}`;
}
