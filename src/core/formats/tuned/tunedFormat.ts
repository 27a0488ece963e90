import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import { readTuned } from './readTuned.ts';

export const tunedFormat = placedFormat({
  id: 'tuned',
  recognises: (text, path) =>
    /\.conf$/.test(path ?? '.conf') &&
    /^\[(?:sysctl[\w.-]*|main|variables)\]/m.test(text) &&
    (/^\[sysctl/m.test(text) || /^type\s*=\s*sysctl/m.test(text)),
  read: readTuned,
  comments: hashComments,
});
