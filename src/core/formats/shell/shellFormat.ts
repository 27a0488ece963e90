import { hashComments } from '../placedDocument.ts';
import { maskMustaches } from '../masks.ts';
import { placedFormat } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { mentionsParameters, readShell } from './readShell.ts';
import { shellLines } from './shellCutter.ts';

export const shellFormat = placedFormat({
  id: 'shell',
  recognises: (text, path) =>
    mentionsParameters(text) &&
    (/\.(?:sh|bash|ksh|zsh|bats)(?:\.(?:in|tpl|tftpl|j2|erb))?$|(?:^|\/)(?:rc\.local|\.bashrc|\.profile)$/.test(
      path ?? '',
    ) ||
      /^#!.*\b(?:ba|da|k|z|a)?sh\b/.test(text)),
  read: (reading, region) => {
    // `${#a[@]}` is no template, so that only the sure marks count.
    readShell(reading, region.masked(maskMustaches(region.text)), effect('host', 'now'));
  },
  cutter: shellLines,
  comments: hashComments,
});
