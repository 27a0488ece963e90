import { commands, Uri } from 'vscode';
import type { GuideSection, GuideSectionResult, GuideSectionsResult } from '../core/protocol/guide.ts';
import { guideNotShown, guideSectionUnknown } from './errors.ts';

interface GuideIndex {
  guideSection(section: string): Promise<GuideSectionResult>;
  guideSections(): Promise<GuideSectionsResult>;
}

/** The built-in guide, shown by the Markdown preview that comes with VS Code. */
export class Guide {
  readonly #index: GuideIndex;
  readonly #folder: Uri;

  constructor(index: GuideIndex, extensionUri: Uri) {
    this.#index = index;
    this.#folder = Uri.joinPath(extensionUri, 'media', 'guide');
  }

  sections(): Promise<GuideSectionsResult> {
    return this.#index.guideSections();
  }

  /** Titles by section id, for links to the sections. */
  async titles(): Promise<Record<string, string>> {
    return Object.fromEntries((await this.sections()).map(({ id, title }) => [id, title]));
  }

  /** Opens the section with this id, rendered, scrolled to its heading. */
  async open(id: string): Promise<void> {
    const section = await this.#index.guideSection(id);
    if (section === null) throw guideSectionUnknown(id);
    await this.show(section);
  }

  async show(section: GuideSection): Promise<void> {
    const uri = Uri.joinPath(this.#folder, section.file).with({ fragment: section.anchor });
    try {
      await commands.executeCommand('markdown.showPreview', uri);
    } catch (error) {
      throw guideNotShown(error);
    }
  }
}
