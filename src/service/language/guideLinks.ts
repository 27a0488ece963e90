import { guideSections } from '../../core/knowledge/guide.ts';
import type { GuideBase } from '../../core/protocol/startOptions.ts';

/** URIs of the guide's sections: in the product that the client named, otherwise of the files in `folder`. */
export function guideLinks(base: GuideBase | undefined, folder: string): (section: string) => string {
  if (base !== undefined) {
    return (section) => `${base.scheme}://${base.extension}/guide#${section}`;
  }
  return (id) => {
    const section = guideSections.find((candidate) => candidate.id === id);
    const address = `${folder}${section?.file ?? 'README.md'}`;
    return section === undefined ? address : `${address}#${section.anchor}`;
  };
}
