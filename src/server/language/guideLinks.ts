import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { guideSections } from '../../core/knowledge/guide.ts';
import type { GuideBase } from '../../core/protocol/startOptions.ts';

/** URIs of the guide's sections: in the product that the client named, otherwise of the packaged files. */
export function guideLinks(base: GuideBase | undefined): (section: string) => string {
  if (base !== undefined) {
    return (section) => `${base.scheme}://${base.extension}/guide#${section}`;
  }
  // The bundle is dist/server.js, next to media/.
  const folder = join(__dirname, '../media/guide');
  return (id) => {
    const section = guideSections.find((candidate) => candidate.id === id);
    const address = pathToFileURL(join(folder, section?.file ?? 'README.md')).href;
    return section === undefined ? address : `${address}#${section.anchor}`;
  };
}
