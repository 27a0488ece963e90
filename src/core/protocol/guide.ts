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

/** One section; `null` where the guide has none of that id. */
export const guideSectionRequest = 'socketDiagnostics/guideSection';
export interface GuideSectionParams {
  readonly section: string;
}
export type GuideSectionResult = GuideSection | null;

/** All sections, in the guide's order. Takes no parameters. */
export const guideSectionsRequest = 'socketDiagnostics/guideSections';
export type GuideSectionsResult = readonly GuideSection[];

/**
 * Part of the client's `initializationOptions`, so that the server can write links to the guide:
 * `<scheme>://<extension>/guide#<section>`. Without it, links are `file:` addresses of the packaged guide.
 */
export interface GuideBase {
  /** The product's own address scheme, for instance `vscode`. */
  readonly scheme: string;
  /** `publisher.name`. */
  readonly extension: string;
}
export interface InitializationOptions {
  readonly guideBase?: GuideBase;
}
