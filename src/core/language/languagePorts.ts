import type { GuideLink } from './guideLink.ts';

/** Information that the service needs from outside. */
export interface LanguagePorts {
  readonly guideLink: GuideLink;
  /** Whether the editor's hovers already show the diagnostics at the position, so that ours need not repeat them. */
  readonly showsProblemsOnHover?: boolean;
}
