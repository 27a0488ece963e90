import { countText, type FleetHost } from '../../core/protocol/viewModels.ts';

/** Says that nothing was found, with the number of unknown hosts; if no exporter could tell, that it is not known. */
export function noneFound(none: string, hosts: readonly FleetHost[]): string {
  const exporters = hosts.filter(({ source }) => source === 'exporter');
  const unknown = hosts.filter(({ severity }) => severity === 'unknown').length;
  const told = exporters.some(({ severity }) => severity !== 'unknown')
    ? none
    : exporters.some(({ secondsOld }) => secondsOld !== undefined)
      ? 'Not known: no exporter has a current and complete inspection.'
      : 'Not known: no exporter answered.';
  return unknown === 0 ? told : `${told} ${countText(unknown, 'host is', 'hosts are')} unknown.`;
}
