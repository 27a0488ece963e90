/** The address of a section of the guide. */
export type GuideLink = (section: string) => string;
