import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import { readCniTuning } from './readCniTuning.ts';
import { readManifests } from './kubernetesFormat.ts';

/** The plug-in `tuning` of CNI, in a network configuration or in the attachment definition around one. */
export const cniTuningFormat = placedFormat({
  id: 'cni-tuning',
  recognises: (text, path) =>
    /\.(?:json|ya?ml|conflist|conf)$/.test(path ?? '.json') &&
    /["']?type["']?\s*:\s*["']?tuning\b/.test(text) &&
    (/^kind\s*:\s*["']?NetworkAttachmentDefinition\b/m.test(text) || /^\s*\{/.test(text)),
  read: (reading, region, path) => {
    if (/^\s*\{/.test(region.text)) readCniTuning(reading, region);
    else readManifests(reading, region, path);
  },
  comments: hashComments,
});
