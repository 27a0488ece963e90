import { createSysctlLanguageService } from '../../src/core/language/sysctlLanguageService.ts';
import type { Configuration } from '../../src/core/rules/fileSet.ts';
import type { TextRange } from '../../src/core/model/textRange.ts';

export const service = createSysctlLanguageService({ guideLink: (section) => `guide:${section}` });

export const everywhere: TextRange = { start: { line: 0, column: 0 }, end: { line: 1_000_000, column: 0 } };

/** `rule@line` of every diagnostic; lines counted from 1. */
export function found(text: string, context: Parameters<typeof service.diagnose>[1] = {}): readonly string[] {
  return service
    .diagnose(service.parse(text), context)
    .map(({ rule, range }) => `${rule}@${range.start.line + 1}`);
}

/** What lies on disk beside a document, by path. */
export function configuration(files: Readonly<Record<string, string>>): Configuration {
  return {
    isHost: true,
    files: Object.entries(files).map(([path, text]) => ({ path, content: { kind: 'text', text } })),
    modulesAtBoot: new Set(),
    tools: {},
  };
}
