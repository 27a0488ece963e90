import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import { readCloudConfig } from './readCloudConfig.ts';
import { readUserData } from './readUserData.ts';

export const cloudInitFormat = placedFormat({
  id: 'cloud-init',
  recognises: (text, path) =>
    /^(?:#[^\n]*\n|\s*\n){0,20}#cloud-config\b/.test(text) ||
    /^content-type:\s*multipart\/mixed/im.test(text.slice(0, 2000)) ||
    // What a tool makes cloud-config of, by its name.
    /(?:^|[/_-])(?:cloud-?(?:init|config)|user-?data)\b[^/]*(?:\/[^/]*)?\.ya?ml/i.test(path ?? ''),
  read: (reading, region) => {
    if (/#cloud-config\b|^content-type:/im.test(region.text.slice(0, 4000)))
      readUserData(reading, region, 'host');
    else readCloudConfig(reading, region);
  },
  comments: hashComments,
});
