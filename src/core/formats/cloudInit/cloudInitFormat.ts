import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import type { Cutter } from '../pieces/cutText.ts';
import { yamlKeys } from '../yaml/yamlCutters.ts';
import { commandLists, readCloudConfig } from './readCloudConfig.ts';
import { readUserData } from './readUserData.ts';

const keys = yamlKeys(new RegExp(`^(?:write_files|${commandLists.join('|')})$`));

/** Not of what is in MIME, or may be a script. */
const cloudConfigKeys: Cutter = {
  ...keys,
  isAlone: (piece) =>
    !/^content-type:|boundary=|[^ \t\n][ \t]*#cloud-config\b/im.test(piece.text) &&
    keys.isAlone?.(piece) === true,
};

export const cloudInitFormat = placedFormat({
  id: 'cloud-init',
  recognises: (text, path) =>
    /^(?:#[^\n]*\n|[ \t\r]*\n){0,20}#cloud-config\b/.test(text) ||
    /^content-type:\s*multipart\/mixed/im.test(text.slice(0, 2000)) ||
    // What a tool makes cloud-config of, by its name.
    /(?:^|[/_-])(?:cloud-?(?:init|config)|user-?data)\b[^/]*(?:\/[^/]*)?\.ya?ml/i.test(path ?? ''),
  read: (reading, region) => {
    if (!reading.isPiece && /#cloud-config\b|^content-type:/im.test(region.text.slice(0, 4000)))
      readUserData(reading, region, 'host');
    else readCloudConfig(reading, region);
  },
  cutter: cloudConfigKeys,
  comments: hashComments,
});
