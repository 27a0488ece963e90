/** The URI of a guide section. */
export type GuideLink = (section: string) => string;
