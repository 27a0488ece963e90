import type { Severity } from '../../core/model/finding.ts';

/** SARIF 2.1.0, 3.27.10. */
export const sarifLevel: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};
