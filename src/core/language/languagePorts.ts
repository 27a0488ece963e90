import type { GuideLink } from './guideLink.ts';

/** What the service cannot know by itself. */
export interface LanguagePorts {
  readonly guideLink: GuideLink;
  /** The editor's hovers show the diagnostics of the place: ours would repeat them. */
  readonly showsProblemsOnHover?: boolean;
}
