import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { guideSection, guideSections, isGuideSectionId } from '../../core/knowledge/guide.ts';
import { sectionText, withoutRelativeLinks } from '../../core/knowledge/guideText.ts';
import { plainLine } from '../../core/model/plainText.ts';
import type { ReadChapter } from '../sarif/sarifRule.ts';

const mimeType = 'text/markdown';

/** The URI of a guide section. */
export function guideUri(section: string): string {
  return `socket-diagnostics://guide/${section}`;
}

/** Offers each section of the guide as a resource. */
export function addGuide(server: McpServer, chapter: ReadChapter): void {
  server.registerResource(
    'guide',
    new ResourceTemplate(guideUri('{section}'), {
      list: () => ({
        resources: guideSections.map(({ id, title, topic }) => ({
          uri: guideUri(id),
          name: id,
          title,
          description: topic,
          mimeType,
        })),
      }),
      complete: {
        section: (begun) => guideSections.map(({ id }) => id).filter((id) => id.startsWith(begun)),
      },
    }),
    {
      title: 'Guide',
      description: 'A section of the guide to TCP connections that end, and to the kernel parameters.',
      mimeType,
    },
    (uri, { section }) => {
      const id = String(section);
      if (!isGuideSectionId(id))
        throw new McpError(ErrorCode.InvalidParams, `The guide has no section “${plainLine(id)}”.`);
      const entry = guideSection(id);
      const text = sectionText(chapter(entry.file) ?? '', entry);
      if (text === '')
        throw new McpError(ErrorCode.InternalError, 'This installation lacks the chapters of the guide.');
      return { contents: [{ uri: uri.href, mimeType, text: withoutRelativeLinks(text) }] };
    },
  );
}
