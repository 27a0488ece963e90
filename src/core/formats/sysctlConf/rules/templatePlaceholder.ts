import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { hasPlaceholder } from '../../../rules/placeholder.ts';
import { isTemplateOfConf } from './templateOfConf.ts';
import { contentRange } from '../../../rules/textEdit.ts';

/**
 * A placeholder that a template engine or a shell should have replaced reaches the tools unchanged.
 * Source: sysctl.conf(5): there are no variables.
 */
export const templatePlaceholder: SysctlConfRule = {
  id: 'template-placeholder',
  about:
    'The line contains a placeholder that a template engine or a shell should have replaced; the tools know no variables and fail on it.',
  section: 'sysctl-lines',
  severity: 'information',
  check: ({ document, lines, path }) =>
    // What a template engine will write is not what the tools read.
    path !== undefined && isTemplateOfConf(path)
      ? []
      : lines.flatMap((line) =>
          line.kind === 'comment' || line.kind === 'blank' || !hasPlaceholder(line.text)
            ? []
            : [
                {
                  range: contentRange(document, line.index),
                  message:
                    'This line contains a template placeholder. The tools do not support variables and fail on it.',
                },
              ],
        ),
};
