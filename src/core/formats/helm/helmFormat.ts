import { readManifests } from '../kubernetes/kubernetesFormat.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';

/** Templates and values of a chart. What its expressions write is unknown; the rest is read as the manifest that it becomes. */
export const helmFormat = placedFormat({
  id: 'helm',
  recognises: (text, path = '') =>
    /\.tpl$/.test(path)
      ? /\{\{-?\s*define\b/.test(text)
      : /\.ya?ml$/.test(path) &&
        ((/(?:^|\/)templates\//.test(path) && /\{\{/.test(text)) ||
          (/(?:^|\/)(?:[\w.-]*values[\w.-]*)\.ya?ml$/.test(path) && !/^apiVersion\s*:/m.test(text))),
  read: readManifests,
  comments: hashComments,
});
