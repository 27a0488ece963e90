import {
  type ComparedParameter,
  type Comparison,
  type ReportParameter,
} from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { partSection, sideColumns } from './cells.ts';

/** The kernel parameters in which the sides differ. */
export function comparedParameters(comparison: Comparison): HTMLElement {
  return partSection<ComparedParameter>({
    id: 'parameters',
    title: 'Kernel parameters that differ',
    part: comparison.parameters,
    none: 'All parameters relevant to TIME_WAIT are equal.',
    columns: [
      { title: 'Key', cell: ({ key }) => element('code', {}, key) },
      ...sideColumns<ReportParameter, ComparedParameter>(comparison, value),
    ],
  });
}

function value({ value: text = '', isChanged }: ReportParameter): HTMLElement {
  const isDefault = isChanged === false ? element('span', { class: 'from' }, 'default') : undefined;
  return element(isChanged === true ? 'strong' : 'span', {}, text === '' ? 'empty' : text, isDefault);
}
