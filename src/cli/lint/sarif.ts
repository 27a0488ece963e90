import type { Severity } from '../../core/model/finding.ts';
import { formatRules } from '../../core/formats/formats.ts';
import { parameterRules } from '../../core/rules/parameterRules.ts';
import { lintJson } from './lintJson.ts';
import type { LintResult } from './lintResult.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS), as code hosts read it. */
export function sarif(result: LintResult): object {
  const { findings, unreadable } = lintJson(result);
  const rules = [...formatRules, ...parameterRules];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'socket-diagnostics',
            rules: rules.map(({ id, severity, section }) => ({
              id,
              defaultConfiguration: { level: levels[severity] },
              properties: { section },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unreadable.length === 0,
            toolExecutionNotifications: unreadable.map(({ file, message }) => ({
              level: 'error',
              message: { text: `${file}: ${message}` },
            })),
          },
        ],
        results: findings.map(({ file, rule, severity, message, ...region }) => ({
          ruleId: rule,
          ruleIndex: rules.findIndex(({ id }) => id === rule),
          level: levels[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
                region: {
                  startLine: region.line,
                  startColumn: region.column,
                  endLine: region.endLine,
                  endColumn: region.endColumn,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}
