import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * The API takes a string: an unquoted number or boolean is rejected.
 * Source: the type of `value` of Sysctl in the API reference of Kubernetes.
 */
export const sysctlValueNotString = assignmentRule({
  id: 'sysctl-value-not-string',
  section: 'where-values',
  severity: 'error',
  judge(assignment) {
    const { route, value, isTemplate, remarks } = assignment;
    if (route?.kind !== 'pod' || isTemplate || remarks?.isPlainScalar !== true || !typed.test(value.text))
      return undefined;
    return {
      range: value.range,
      message: `The value must be a string: without quotes, YAML reads ${value.text} as ${/^[\d.+-]/.test(value.text) ? 'a number' : 'a boolean or null'}, and Kubernetes rejects the manifest.`,
      fixes: fixOf('Add quotes', true, assignment.setValue(value.text)),
    };
  },
});

/** What YAML 1.1 and 1.2 take for something else than a string. */
const typed =
  /^(?:[-+]?(?:\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|0x[\da-f]+|0o?[0-7]+|\.inf|\.nan)|true|false|yes|no|on|off|null|~|)$/i;
