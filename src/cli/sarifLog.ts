import type { Severity } from '../core/model/finding.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export interface SarifRule {
  readonly id: string;
  readonly severity: Severity;
  readonly section: string;
}

/** Lines and columns count from 1, columns in UTF-16 code units. */
export interface SarifResult {
  readonly file: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface SarifFailure {
  readonly file: string;
  readonly message: string;
}

/** A log in the Static Analysis Results Interchange Format 2.1.0 (OASIS), for code hosting sites. */
export function sarifLog(
  rules: readonly SarifRule[],
  results: readonly SarifResult[],
  failures: readonly SarifFailure[],
): object {
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
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: failures.map(({ file, message }) => ({
              level: 'error',
              message: { text: `${file}: ${message}` },
            })),
          },
        ],
        results: results.map(({ file, rule, severity, message, ...region }) => ({
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
