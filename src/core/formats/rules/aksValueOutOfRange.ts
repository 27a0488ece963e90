import { meantIntegers } from '../../parse/sysctlValue.ts';
import { assignmentRule } from '../assignmentRule.ts';
import { fixOf } from '../formatRule.ts';
import { aksRange } from '../terraform/aksKey.ts';

/**
 * AKS accepts fewer numbers than the kernel, and rejects the node pool otherwise.
 * Source: the checks of the azurerm provider; Azure's page on custom node configuration.
 */
export const aksValueOutOfRange = assignmentRule({
  id: 'aks-value-out-of-range',
  about: 'AKS accepts a narrower range of numbers than the kernel and rejects the node pool otherwise.',
  section: 'where-nodes',
  severity: 'error',
  judge(assignment) {
    const { key, value, isTemplate, remarks } = assignment;
    const range = remarks?.isAks === true && !isTemplate ? aksRange(key.dotted) : undefined;
    const number = meantIntegers(value.text, 1)?.[0];
    if (range === undefined || number === undefined) return undefined;
    const [min, max] = range;
    if (number >= min && number <= max) return undefined;
    const clamped = String(Math.min(max, Math.max(min, number)));
    return {
      range: value.range,
      message: `AKS rejects ${value.text} for ${key.dotted}: it accepts ${min} to ${max}.`,
      fixes: fixOf(`Write ${clamped}`, false, assignment.setValue(clamped)),
    };
  },
});
