import { type Comparison } from '../../core/protocol/viewModels.ts';
import { element } from '../dom.ts';
import { comparedConnections } from './comparedConnections.ts';
import { comparedCounters } from './comparedCounters.ts';
import { comparedDestinations } from './comparedDestinations.ts';
import { comparedFigures } from './comparedFigures.ts';
import { comparedFindings } from './comparedFindings.ts';
import { comparedListeners } from './comparedListeners.ts';
import { comparedParameters } from './comparedParameters.ts';
import { comparedStates } from './comparedStates.ts';
import { comparisonHeader } from './comparisonHeader.ts';
import { proofs } from './proofs.ts';
import { sides } from './sides.ts';

/** Two inspections side by side, most important first. */
export function comparisonPage(comparison: Comparison): readonly HTMLElement[] {
  const main = element(
    'main',
    {},
    ...proofs(comparison),
    sides(comparison),
    comparedFigures(comparison),
    comparedFindings(comparison),
    comparedDestinations(comparison),
    comparison.connections.kind === 'compared' ? comparedConnections(comparison) : undefined,
    comparedParameters(comparison),
    comparedStates(comparison),
    comparedListeners(comparison),
    comparison.relation === 'others' ? undefined : comparedCounters(comparison),
  );
  return [comparisonHeader(comparison), main];
}
