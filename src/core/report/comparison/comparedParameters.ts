import type { Report } from '../report.ts';
import type { ReportParameter } from '../reportParameters.ts';
import type { ComparedParameter, ComparedPart, Told } from './comparison.ts';

/** Parameters that differ, including in whether they can be read. Figures that the kernel reports under /proc/sys are not settings. */
export function comparedParameters(left: Report, right: Report): ComparedPart<ComparedParameter> {
  const unread = [left, right].find(({ parameters }) => parameters.length === 0);
  if (unread !== undefined)
    return {
      kind: 'not-compared',
      why: `The kernel parameters of ${unread.host.label} could not be read.`,
    };
  const [ofLeft, ofRight] = [byKey(left), byKey(right)];
  const keys = [...new Set([...ofLeft.keys(), ...ofRight.keys()])].filter((key) => !key.endsWith('_count'));
  const rows = keys.flatMap((key) => {
    const [one, other] = [ofLeft.get(key), ofRight.get(key)];
    return one?.value === other?.value ? [] : [{ key, left: sideOf(one), right: sideOf(other) }];
  });
  return { kind: 'compared', rows };
}

function byKey({ parameters }: Report): ReadonlyMap<string, ReportParameter> {
  return new Map(parameters.map((parameter) => [parameter.key, parameter]));
}

function sideOf(parameter: ReportParameter | undefined): Told<ReportParameter> {
  return parameter?.value === undefined
    ? { kind: 'absent', why: parameter?.note ?? 'not requested' }
    : { kind: 'value', value: parameter };
}
