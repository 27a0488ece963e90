import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';

/**
 * A digit right before `>` is a file descriptor: `echo 1> file` writes an empty line, which the kernel rejects.
 * Source: POSIX, 2.7 Redirection; tried with bash and dash.
 */
export const echoDigitRedirect = assignmentRule({
  id: 'echo-digit-redirect',
  about:
    'A digit right before a redirection is a file descriptor, so the command writes an empty line, which the kernel rejects.',
  section: 'where-hosts',
  severity: 'error',
  judge({ remarks }) {
    const descriptor = remarks?.descriptor;
    if (descriptor === undefined) return undefined;
    return {
      range: descriptor.range,
      message: `${descriptor.text}> redirects file descriptor ${descriptor.text}: an empty line is written, and the kernel rejects it.`,
      fixes: fixOf('Insert a space before >', true, descriptor.edits),
    };
  },
});
