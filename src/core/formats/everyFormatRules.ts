import type { AssignmentRule } from './formatRule.ts';
import { dottedInterfaceName } from './rules/dottedInterfaceName.ts';
import { emptyValue } from './rules/emptyValue.ts';
import { extraFields } from './rules/extraFields.ts';
import { invalidPortList } from './rules/invalidPortList.ts';
import { missingFields } from './rules/missingFields.ts';
import { mixedSeparators } from './rules/mixedSeparators.ts';
import { notAnInteger } from './rules/notAnInteger.ts';
import { octalOrHexValue } from './rules/octalOrHexValue.ts';
import { quotedValue } from './rules/quotedValue.ts';
import { upperCaseKey } from './rules/upperCaseKey.ts';

/** Rules about a key or a value as it reaches the kernel, in whatever format it is written. */
export const everyFormatRules: readonly AssignmentRule[] = [
  quotedValue,
  emptyValue,
  notAnInteger,
  octalOrHexValue,
  extraFields,
  missingFields,
  invalidPortList,
  upperCaseKey,
  mixedSeparators,
  dottedInterfaceName,
];
