import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readTalos } from './readTalos.ts';

export const readTalosConfig: Reader = (reading, region) => {
  for (const part of yamlParts(reading, region)) readTalos(reading, new YamlTree(part));
};

export const talosFormat = placedFormat({
  id: 'talos',
  recognises: (text, path) =>
    /\.(?:ya?ml|json)$/.test(path ?? '.yaml') &&
    ((/^machine\s*:/m.test(text) && /^[ \t]+sysctls\s*:/m.test(text)) ||
      /^kind\s*:\s*["']?SysctlConfig\b/m.test(text) ||
      /path["']?\s*:\s*["']?\/machine\/sysctls\b/.test(text)),
  read: readTalosConfig,
  comments: hashComments,
});
