import type { Translate } from '../../src/extension/translate.ts';

/** What `l10n.t` gives where nothing is translated. */
export const plainTranslate: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => values[Number(index)] ?? '');
