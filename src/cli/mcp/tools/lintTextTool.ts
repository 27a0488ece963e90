import { z } from 'zod';
import { formatOf } from '../../../core/formats/formats.ts';
import { unreadSentence } from '../../../core/formats/unreadPlace.ts';
import { sysctlConfFormat } from '../../../core/formats/sysctlConf/sysctlConfFormat.ts';
import type { SysctlDiagnostic } from '../../../core/language/sysctlDiagnostic.ts';
import { severities } from '../../../core/model/finding.ts';
import { parseKernelVersion } from '../../../core/model/kernelVersion.ts';
import { countText } from '../../../core/model/numberText.ts';
import { plainLine } from '../../../core/model/plainText.ts';
import { noFacts } from '../../../core/formats/repositoryFacts.ts';
import { lintFile } from '../../lint/lintFile.ts';
import { written } from '../answer.ts';
import { guideUri } from '../guideResources.ts';
import { tool } from '../tool.ts';

const longestText = 1_000_000;

export const lintTextTool = tool({
  name: 'lint_text',
  title: 'Check Kernel Parameters in a Text',
  description:
    'Checks the kernel parameters that a file sets, before it is written: sysctl.conf, Kubernetes, Helm, Compose, Dockerfile, shell, Ansible, Terraform and more. Answers with what fails, is dangerous or has no effect, worst first, and the fix. Nothing is written.',
  shape: {
    text: z.string().max(longestText).describe('The text of the file.'),
    fileName: z
      .string()
      .min(1)
      .max(4096)
      .describe(
        'The name or path of the file, such as 90-web.conf or deploy/pod.yaml: it determines the format.',
      ),
    kernel: z
      .string()
      .optional()
      .describe('The kernel that the file is for, such as 6.1. Left out: any kernel.'),
  },
  hasPages: false,
  answer: ({ text, fileName, kernel }) => {
    if (kernel !== undefined && parseKernelVersion(kernel) === undefined)
      throw new Error(`The field “kernel” is “${plainLine(kernel)}”, which is not a version such as 6.1.`);
    const found = formatOf(text, fileName);
    const format = found ?? sysctlConfFormat;
    const document = format.read(text, fileName);
    const isSysctl = format === sysctlConfFormat;
    const { diagnostics } = lintFile(
      {
        target: { kind: 'file', file: fileName, text, format, ...(!isSysctl && { path: fileName }) },
        document,
      },
      { targetKernel: kernel ?? 'unknown', profile: 'tuning', containers: 'none', rules: {} },
      '',
      noFacts,
    );
    const worstFirst = [...diagnostics].sort(
      (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
    const head = [
      diagnostics.length === 0
        ? `No findings in ${plainLine(fileName)}, read as ${format.id}.`
        : `${countText(diagnostics.length, 'finding')} in ${plainLine(fileName)}, read as ${format.id}: ${bySeverity(diagnostics)}.`,
      ...(found === undefined && !fileName.endsWith('.conf')
        ? ['Neither the name nor the text indicates another format, so it was read as a sysctl.conf file.']
        : []),
      ...document.unread.map((place) => `Not read: ${unreadSentence(place)}`),
    ];
    return Promise.resolve(
      written(worstFirst.map(findingText), {
        head: head.join('\n'),
        unit: 'finding',
        separator: '\n',
        narrower: 'The worst are shown. Fix them and check again, or use a larger maxTokens.',
      }),
    );
  },
});

function bySeverity(diagnostics: readonly SysctlDiagnostic[]): string {
  return severities
    .map((severity) => [severity, diagnostics.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${severity} ${String(count)}`)
    .join(', ');
}

/** `3:1 error: … [rule]`, the fix, and where to read more. */
function findingText({
  range: { start },
  severity,
  message,
  rule,
  fixes,
  section,
}: SysctlDiagnostic): string {
  const [fix] = fixes;
  return [
    `${String(start.line + 1)}:${String(start.column + 1)} ${severity}: ${plainLine(message)} [${rule}]`,
    ...(fix === undefined ? [] : [`  Fix: ${plainLine(fix.title)}`]),
    `  Guide: ${guideUri(section)}`,
  ].join('\n');
}
