import type { Report, Severity } from '../core/protocol/viewModels.ts';

type VerdictSeverity = Report['verdict']['severity'];

interface Look {
  readonly icon: string;
  readonly word: string;
}

/** How a severity is drawn; its colour comes from the style sheet, by the class `severity-<name>`. */
export const looks: Readonly<Record<VerdictSeverity, Look>> = {
  error: { icon: 'error', word: 'Error' },
  warning: { icon: 'warning', word: 'Warning' },
  information: { icon: 'info', word: 'Information' },
  hint: { icon: 'lightbulb', word: 'Hint' },
  healthy: { icon: 'pass-filled', word: 'Healthy' },
  unknown: { icon: 'question', word: 'Unknown' },
} satisfies Readonly<Record<Severity | VerdictSeverity, Look>>;
