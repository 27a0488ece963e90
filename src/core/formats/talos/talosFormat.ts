import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { yamlKeys } from '../yaml/yamlCutters.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readTalos, readTalosText } from './readTalos.ts';

export const readTalosConfig: Reader = (reading, region) => {
  const unit = reading.unitOf(region);
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    readTalos(reading, tree, unit);
    tree.walk(tree.root, (node) => {
      for (const item of tree.items(node)) readTalosText(reading, tree.scalar(item)?.region);
    });
  }
};

export const talosFormat = placedFormat({
  id: 'talos',
  recognises: (text, path) =>
    /\.(?:ya?ml|json)$/.test(path ?? '.yaml') &&
    ((/^machine\s*:/m.test(text) && /^[ \t]+sysctls\s*:/m.test(text)) ||
      // The patches of talhelper are texts.
      (/^[ \t]*(?:\w*[pP]atches)\s*:/m.test(text) &&
        /^[ \t]+machine\s*:/m.test(text) &&
        /^[ \t]+sysctls\s*:/m.test(text) &&
        !/^apiVersion\s*:/m.test(text)) ||
      /^kind\s*:\s*["']?SysctlConfig\b/m.test(text) ||
      /path["']?\s*:\s*["']?\/machine\/sysctls\b/.test(text)),
  read: readTalosConfig,
  cutter: yamlKeys(/^machine(?:\/sysctls)?$/, /^(?:machine)?$/),
  comments: hashComments,
});
