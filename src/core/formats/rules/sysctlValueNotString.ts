import type { Assignment } from '../assignment.ts';
import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * The API takes a string: an unquoted number or boolean is rejected.
 * Source: the type of `value` of Sysctl in the API reference of Kubernetes; KernelSettingsV1 of Bottlerocket, whose `sysctl` is a map
 * of strings.
 */
export const sysctlValueNotString = assignmentRule({
  id: 'sysctl-value-not-string',
  about:
    'The Kubernetes API and that of Bottlerocket take values of parameters as strings and reject a number or a boolean without quotes.',
  section: 'where-values',
  severity: 'error',
  judge(assignment) {
    const { key, value, isTemplate, remarks, writtenKey } = assignment;
    const given = remarks?.notString;
    if (given?.what === 'table')
      return {
        range: writtenKey.range,
        message: `Without quotes, the dots of ${key.dotted} create nested tables, and the API of ${given.by} takes only strings: it rejects the settings.`,
        fixes: fixOf('Add quotes', true, assignment.rename(key.dotted)),
      };
    if (isTemplate) return undefined;
    const [what, consequence] =
      given === undefined
        ? [yamlType(assignment), 'Kubernetes rejects the manifest']
        : [`a ${given.what}`, `the API of ${given.by} rejects the settings`];
    if (what === undefined) return undefined;
    return {
      range: value.range,
      message: `The value must be a string: without quotes, ${value.text} is ${what}, and ${consequence}.`,
      fixes: fixOf('Add quotes', true, assignment.setValue(value.text)),
    };
  },
});

/** What YAML 1.1 and 1.2 take for something else than a string. */
const typed =
  /^(?:[-+]?(?:\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|0x[\da-f]+|0o?[0-7]+|\.inf|\.nan)|true|false|yes|no|on|off|null|~|)$/i;

function yamlType({ route, remarks, value }: Assignment): string | undefined {
  if (route?.kind !== 'pod' || remarks?.isPlainScalar !== true || !typed.test(value.text)) return undefined;
  return /^[\d.+-]/.test(value.text) ? 'a number' : 'a boolean or null';
}
