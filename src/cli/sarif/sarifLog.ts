import type { Severity } from '../../core/model/finding.ts';
import type { TextEdit, TextRange } from '../../core/model/textRange.ts';
import { productPage, productVersion } from '../../core/model/product.ts';
import { artifactUri } from './artifactUri.ts';
import { sarifLevel } from './sarifLevel.ts';
import { type DescribedRule, type ReadChapter, sarifRule } from './sarifRule.ts';

export interface SarifResult {
  readonly file: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  /** Other places that belong to it. */
  readonly places?: readonly SarifPlace[];
  readonly fixes: readonly SarifFix[];
}

export interface SarifPlace {
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
}

export interface SarifFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The file of the edits; absent for the file of the result. */
  readonly file?: string;
}

/** What is to say of files besides results. */
export interface SarifNotifications {
  readonly failures: readonly SarifNotification[];
  /** What is no failure. */
  readonly notes?: readonly SarifNotification[];
}

interface SarifNotification {
  readonly file: string;
  readonly message: string;
}

/** A log in the Static Analysis Results Interchange Format 2.1.0 (OASIS), with what GitHub requires. */
export function sarifLog(
  rules: readonly DescribedRule[],
  results: readonly SarifResult[],
  { failures, notes = [] }: SarifNotifications,
  chapter: ReadChapter,
): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'socket-diagnostics',
            version: productVersion,
            informationUri: productPage,
            rules: rules.map((rule) => sarifRule(rule, chapter)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: [
              ...failures.map((one) => notification('error', one)),
              ...notes.map((one) => notification('note', one)),
            ],
          },
        ],
        results: results.map(({ file, rule, severity, message, range, places = [], fixes }) => {
          return {
            ruleId: rule,
            ruleIndex: rules.findIndex(({ id }) => id === rule),
            level: sarifLevel[severity],
            message: { text: message },
            locations: [
              { physicalLocation: { artifactLocation: { uri: artifactUri(file) }, region: region(range) } },
            ],
            ...(places.length > 0 && {
              relatedLocations: places.map((place) => ({
                message: { text: place.message },
                physicalLocation: {
                  artifactLocation: { uri: artifactUri(place.file) },
                  region: region(place.range),
                },
              })),
            }),
            ...(fixes.length > 0 && {
              fixes: fixes.map(({ title, edits, file: edited = file }) => ({
                description: { text: title },
                artifactChanges: [
                  {
                    artifactLocation: { uri: artifactUri(edited) },
                    replacements: edits.map((edit) => ({
                      deletedRegion: region(edit.range),
                      insertedContent: { text: edit.newText },
                    })),
                  },
                ],
              })),
            }),
          };
        }),
      },
    ],
  };
}

function notification(level: 'error' | 'note', { file, message }: SarifNotification): object {
  return { level, message: { text: `${file}: ${message}` } };
}

/** Lines and columns count from 1, columns in UTF-16 code units. */
function region({ start, end }: TextRange): object {
  return {
    startLine: start.line + 1,
    startColumn: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
