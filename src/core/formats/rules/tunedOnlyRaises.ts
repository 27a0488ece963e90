import { assignmentRule } from '../assignmentRule.ts';

/**
 * `>2048` and `=>2048` in a profile of TuneD leave a value alone that is higher already, `<` one that is lower.
 * Source: tuned 2.20, its parser run with these forms.
 */
export const tunedOnlyRaises = assignmentRule({
  id: 'tuned-only-raises',
  about:
    'The value in the TuneD profile is only a lower or an upper limit: TuneD leaves a value alone that is already beyond it.',
  section: 'where-nodes',
  severity: 'hint',
  judge({ remarks, value }) {
    const bound = remarks?.bound;
    if (bound === undefined) return undefined;
    return {
      message:
        bound === 'least'
          ? `TuneD only raises the value: one above ${value.text} stays as it is.`
          : `TuneD only lowers the value: one below ${value.text} stays as it is.`,
    };
  },
});
