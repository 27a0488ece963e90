import type { AssignmentRule, DocumentProblem } from '../formatRule.ts';
import { meantIntegers } from '../../parse/sysctlValue.ts';

const range = 'net.ipv4.ip_local_port_range';
const start = 'net.ipv4.ip_unprivileged_port_start';

/**
 * Linux checks the two against each other when either is written, and runc writes in random order.
 * Source: runc 1.1.5, which failed 15 of 16 starts; crun keeps the order.
 */
export const portRangeOrder: AssignmentRule = {
  id: 'port-range-order',
  about:
    'A port range that starts below 1024 is accepted only after the first unprivileged port was lowered, and some runtimes write parameters in random order.',
  section: 'where-containers',
  severity: 'warning',
  check: ({ assignments }) =>
    assignments.flatMap(({ assignment, key, isTemplate }): readonly DocumentProblem[] => {
      const { route, unit, value, writtenKey, commentLine } = assignment;
      if (key.dotted !== range || isTemplate || (route?.kind !== 'pod' && route?.kind !== 'container'))
        return [];
      const low = meantIntegers(value.text, 2)?.[0];
      const other = assignments.find((one) => one.key.dotted === start && one.assignment.unit === unit);
      if (low === undefined || low >= 1024 || other === undefined) return [];
      return [
        {
          range: writtenKey.range,
          message: `A range that starts below 1024 is accepted only after ${start} was lowered, and some runtimes write parameters in random order: the ${route.kind} may fail to start.`,
          related: [{ range: other.assignment.writtenKey.range, message: `${start} is set here.` }],
          ...(commentLine !== undefined && { commentLine }),
        },
      ];
    }),
};
