import type { Finding } from '../core/model/finding.ts';

/** 0: at most information, 1: a warning, 2: an error. */
export function worstStatus(findings: readonly Pick<Finding, 'severity'>[]): number {
  if (findings.some(({ severity }) => severity === 'error')) return 2;
  return findings.some(({ severity }) => severity === 'warning') ? 1 : 0;
}
