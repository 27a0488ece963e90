import { iniTemplateSettings } from '../ini/iniCutter.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import { readTuned } from './readTuned.ts';

export const tunedFormat = placedFormat({
  id: 'tuned',
  recognises: (text, path) =>
    // Operators keep profiles without an extension.
    (/\.conf$/.test(path ?? '.conf') || (/(?:^|\/)[^/.]+$/.test(path ?? '') && /^\[main\]/m.test(text))) &&
    /^\[(?:sysctl[\w.-]*|main|variables)\]/m.test(text) &&
    (/^\[sysctl/m.test(text) || /^type\s*=\s*sysctl/m.test(text)),
  read: readTuned,
  cutter: iniTemplateSettings,
  comments: hashComments,
});
