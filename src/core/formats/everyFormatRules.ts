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

import { aksValueOutOfRange } from './rules/aksValueOutOfRange.ts';
import { ansibleNotApplied } from './rules/ansibleNotApplied.ts';
import { ansibleOctal } from './rules/ansibleOctal.ts';
import { nixUnquotedKey } from './rules/nixUnquotedKey.ts';
import { blankAroundEquals } from './rules/blankAroundEquals.ts';
import { duplicateAcrossForms } from './rules/duplicateAcrossForms.ts';
import { echoDigitRedirect } from './rules/echoDigitRedirect.ts';
import { sysctlInImageBuild, sysctlFileInImage } from './rules/imageBuild.ts';
import { privilegedInitForSafeSysctl, initContainerChangesNode } from './rules/initContainerCommand.ts';
import { ipcSysctlWithHostIpc } from './rules/ipcSysctlWithHostIpc.ts';
import { netSysctlWithHostNetwork } from './rules/netSysctlWithHostNetwork.ts';
import { ipcValueOutOfRange } from './rules/ipcValueOutOfRange.ts';
import { tunedOnlyRaises } from './rules/tunedOnlyRaises.ts';
import { portRangeOrder } from './rules/portRangeOrder.ts';
import { servicePortInRange } from './rules/servicePortInRange.ts';
import { sysctlNotNamespaced } from './rules/sysctlNotNamespaced.ts';
import { sysctlValueNotString } from './rules/sysctlValueNotString.ts';
import { sysctlsBelowContainer } from './rules/sysctlsBelowContainer.ts';
import { talosDeprecatedSysctls } from './rules/talosDeprecatedSysctls.ts';
import { unsafeSysctl } from './rules/unsafeSysctl.ts';

/** Rules about a key or a value as it reaches the kernel, and about where it acts, in whatever format it is written. */
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
  ipcValueOutOfRange,
  sysctlNotNamespaced,
  netSysctlWithHostNetwork,
  ipcSysctlWithHostIpc,
  sysctlsBelowContainer,
  unsafeSysctl,
  sysctlValueNotString,
  blankAroundEquals,
  echoDigitRedirect,
  portRangeOrder,
  privilegedInitForSafeSysctl,
  initContainerChangesNode,
  sysctlInImageBuild,
  sysctlFileInImage,
  duplicateAcrossForms,
  ansibleOctal,
  ansibleNotApplied,
  nixUnquotedKey,
  aksValueOutOfRange,
  talosDeprecatedSysctls,
  tunedOnlyRaises,
  servicePortInRange,
];
