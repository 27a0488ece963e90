import type { Report } from '../report.ts';
import { comparedConnections } from './comparedConnections.ts';
import { comparedCounters } from './comparedCounters.ts';
import { comparedDestinations } from './comparedDestinations.ts';
import { comparedFigures } from './comparedFigures.ts';
import { comparedFindings } from './comparedFindings.ts';
import { comparedListeners } from './comparedListeners.ts';
import { comparedParameters } from './comparedParameters.ts';
import { comparedStates } from './comparedStates.ts';
import { comparedPair, comparisonTitle } from './comparedPair.ts';
import type { ComparedProof, ComparedSide, Comparison } from './comparison.ts';
import { siteText } from '../findings/siteActions.ts';

/** Compares two reports: of two hosts in the given order, or of one host with the older first. */
export function compareReports(one: Report, other: Report): Comparison {
  const pair = comparedPair(one, other);
  const { relation, left, right, leftName, rightName } = pair;
  return {
    title: comparisonTitle(pair),
    relation,
    left: side(left, leftName),
    right: side(right, rightName),
    proofs: proofsIn(left),
    figures: comparedFigures(left, right),
    findings: comparedFindings(left, right),
    states: comparedStates(left, right),
    destinations: comparedDestinations(left, right),
    listeners: comparedListeners(left, right),
    connections: comparedConnections(left, right),
    parameters: comparedParameters(left, right),
    counters: comparedCounters(left, right, relation),
  };
}

/** Several findings may have the same line. */
function proofsIn({ findings }: Report): readonly ComparedProof[] {
  const proofs = findings.flatMap(({ sites = [] }) =>
    sites.flatMap((site): readonly (readonly [string, ComparedProof])[] => {
      const { proof } = site;
      if (proof === undefined) return [];
      const { worked, sentence } = proof;
      const place = siteText(site);
      return [[place, { place, sentence, ...(worked !== undefined && { worked }) }]];
    }),
  );
  return [...new Map(proofs).values()];
}

function side(
  { host: { label, hostname, kernelRelease }, takenAt, openedFrom, verdict }: Report,
  name: string,
): ComparedSide {
  return {
    name,
    label,
    ...(hostname !== undefined && { hostname }),
    ...(kernelRelease !== undefined && { kernelRelease }),
    takenAt,
    ...(openedFrom !== undefined && { openedFrom }),
    verdict,
  };
}
