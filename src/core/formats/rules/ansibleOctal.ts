import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * Ansible reads YAML 1.1, where a number may be octal, hexadecimal or in base 60.
 * Source: ansible-core 2.14, each form run into a file.
 */
export const ansibleOctal = assignmentRule({
  id: 'ansible-octal',
  about:
    'Ansible reads YAML 1.1, where a number without quotes may be octal, hexadecimal or in base 60, and writes another number than the one in the file.',
  section: 'where-values',
  severity: 'warning',
  judge(assignment) {
    const written = assignment.remarks?.typedFrom;
    if (
      written === undefined ||
      !/^[-+]?\d/.test(written) ||
      (/^[-+]?\d+(?:_\d+)*$/.test(written) && !/^[-+]?0\d/.test(written))
    )
      return undefined;
    const { value } = assignment;
    return {
      range: value.range,
      message: `Without quotes, YAML 1.1 reads ${written} as ${value.text}, which is what Ansible writes.`,
      fixes: fixOf(`Write ${value.text}`, true, assignment.setValue(value.text)),
    };
  },
});
