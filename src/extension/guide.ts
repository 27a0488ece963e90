import { commands, Uri } from 'vscode';
import {
  guideSectionRequest,
  guideSectionsRequest,
  type GuideSection,
  type GuideSectionsResult,
} from '../core/protocol/guide.ts';
import type { Send } from './client/server.ts';
import { guideNotShown, guideSectionUnknown } from './errors.ts';

/** The built-in guide, shown by the Markdown preview that comes with VS Code. */
export class Guide {
  readonly #send: Send;
  readonly #folder: Uri;

  constructor(send: Send, extensionUri: Uri) {
    this.#send = send;
    this.#folder = Uri.joinPath(extensionUri, 'media', 'guide');
  }

  sections(): Promise<GuideSectionsResult> {
    return this.#send(guideSectionsRequest, {});
  }

  /** Titles by section id, for links to the sections. */
  async titles(): Promise<Record<string, string>> {
    return Object.fromEntries((await this.sections()).map(({ id, title }) => [id, title]));
  }

  /** Opens the section with this id, rendered, scrolled to its heading. */
  async open(id: string): Promise<void> {
    const section = await this.#send(guideSectionRequest, { section: id });
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
