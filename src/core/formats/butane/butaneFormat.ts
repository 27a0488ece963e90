import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readIgnition } from './readIgnition.ts';

export const readButane: Reader = (reading, region) => {
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    readIgnition(reading, tree, tree.root);
  }
};

const isManifest = (text: string): boolean =>
  /^apiVersion\s*:/m.test(text) || (/^\s*\{/.test(text) && /"apiVersion"\s*:/.test(text));

export const butaneFormat = placedFormat({
  id: 'butane',
  recognises: (text, path) =>
    /\.(?:ya?ml|bu|fcc|ign|json)(?:\.(?:tftpl|tpl|j2|tmpl))?$/.test(path ?? '.yaml') &&
    (/^variant\s*:/m.test(text) ||
      (/^(?:path|files)\s*:/m.test(text) && /^[ \t]*contents\s*:\s*\n[ \t]+inline\s*:/m.test(text)) ||
      /["']?ignition["']?\s*:\s*\{?\s*["']?(?:version|config)/.test(text)) &&
    !isManifest(text),
  read: readButane,
  comments: hashComments,
});
