import type { ValueProblem } from '../../parse/sysctlValue.ts';
import { fixOf } from '../formatRule.ts';
import { valueRule } from '../valueRule.ts';

type Why = Extract<ValueProblem, { readonly kind: 'portList' }>['why'];

const reasons: Readonly<Record<Why, string>> = {
  blank: 'a list of ports must not contain spaces',
  emptyElement: 'an element between two commas is missing',
  reversed: 'a range starts above its end',
  tooHigh: 'the highest port is 65535',
  notPort: 'it accepts ports and ranges such as 8080,9000-9010',
};

/**
 * The kernel rejects the whole list if one element is invalid.
 * Source: kernel/sysctl.c, proc_do_large_bitmap(); tested on 6.18.
 */
export const invalidPortList = valueRule({
  id: 'invalid-port-list',
  about: 'The kernel rejects the whole list of reserved ports if one element of it is invalid.',
  section: 'ip-local-reserved-ports',
  severity: 'error',
  kind: 'portList',
  describe: (problem, { assignment }) => {
    const { text } = assignment.value;
    const tidy = tidyList(text);
    return {
      message: `The kernel rejects the whole list: ${reasons[problem.why]}.`,
      fixes:
        tidy === undefined
          ? []
          : fixOf(`Write ${tidy}`, true, assignment.setPart({ start: 0, end: text.length }, tidy)),
    };
  },
});

/** The list with commas only and ascending ranges; undefined if something else is wrong. */
function tidyList(list: string): string | undefined {
  const elements = list.split(/[\s,]+/).filter((element) => element !== '');
  const tidied = elements.map((element) => {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(element);
    const ends = [Number(match?.[1] ?? NaN), Number(match?.[2] ?? match?.[1] ?? NaN)].sort((a, b) => a - b);
    if (ends.some((port) => !(port <= 65535))) return undefined;
    return ends[0] === ends[1] ? String(ends[0]) : ends.join('-');
  });
  return tidied.includes(undefined) ? undefined : tidied.join(',');
}
