import { everyFormatRules } from './everyFormatRules.ts';
import type { FileFormat } from './fileFormat.ts';
import type { RuleHead } from './formatRule.ts';
import { sysctlConfFormat } from './sysctlConf/sysctlConfFormat.ts';

/** Every format that is read, the one with the surest marks first. */
const formats: readonly FileFormat[] = [sysctlConfFormat];

/** The format of a file; undefined for one that sets no kernel parameters in a way that is known here. */
export function formatOf(text: string, path: string | undefined): FileFormat | undefined {
  return formats.find((format) => format.recognises(text, path));
}

/** All rules about how parameters are written down, those of single formats too. */
export const formatRules: readonly RuleHead[] = [
  ...everyFormatRules,
  ...new Set(formats.flatMap(({ rules }) => rules)),
];
