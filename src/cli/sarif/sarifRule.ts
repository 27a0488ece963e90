import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideSection, isGuideSectionId } from '../../core/knowledge/guide.ts';
import { firstParagraph, sectionText, withoutRelativeLinks } from '../../core/knowledge/guideText.ts';
import type { Severity } from '../../core/model/finding.ts';
import { productPage } from '../../core/model/product.ts';
import { sarifLevel } from './sarifLevel.ts';

export interface DescribedRule {
  readonly id: string;
  /** A sentence; absent if its section of the guide is about it alone. */
  readonly about?: string;
  readonly severity: Severity;
  /** Of the guide. */
  readonly section: string;
}

/** Reads a chapter of the guide; undefined if the installation lacks it. */
export type ReadChapter = (file: string) => string | undefined;

/** A reportingDescriptor with what code hosts show of a rule: its name, and what the guide says about it. */
export function sarifRule(rule: DescribedRule, chapter: ReadChapter): object {
  const { id, severity, section } = rule;
  const entry = guideSection(isGuideSectionId(section) ? section : 'guide-chapters');
  const address = `${productPage}/blob/HEAD/media/guide/${entry.file}#${entry.anchor}`;
  const text = sectionText(chapter(entry.file) ?? '', entry);
  const about = rule.about ?? (firstParagraph(text) || entry.title);
  return {
    id,
    name: id,
    shortDescription: { text: `${inWords(id)} (${entry.title})` },
    fullDescription: { text: about },
    help: {
      text: `${about} See ${address}`,
      markdown: `${text === '' ? `## ${entry.title}` : withoutRelativeLinks(text)}\n\n[Read it in the guide](${address})`,
    },
    helpUri: address,
    defaultConfiguration: { level: sarifLevel[severity] },
    properties: { section },
  };
}

/** The chapters beside the bundle: dist/cli.js lies next to media/. */
export function packedChapters(bundleFolder: string): ReadChapter {
  const read = new Map<string, string | undefined>();
  return (file) => {
    if (!read.has(file)) read.set(file, textOf(join(bundleFolder, '../media/guide', file)));
    return read.get(file);
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
