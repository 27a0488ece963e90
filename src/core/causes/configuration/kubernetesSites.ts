import { type ConfigEntry, everyEntry, valueAt } from '../../parse/configTree.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { treesOf } from './treesOf.ts';

/** A probe every second over a connection of its own. The kubelet closes first. Start-up probes end by themselves. */
export function kubernetesSites(file: CauseFile): readonly ConfigSite[] {
  return treesOf(file).flatMap((tree) =>
    Array.from(everyEntry(tree)).flatMap((probe): readonly ConfigSite[] => {
      if (!/^(liveness|readiness)Probe$/.test(probe.key)) return [];
      const period = probe.node.entries.find(({ key }) => key === 'periodSeconds');
      const target = probe.node.entries.find(({ key }) => /^(httpGet|tcpSocket|grpc)$/.test(key));
      if (period?.node.text !== '1' || target === undefined) return [];
      return [
        {
          cause: 'probe',
          file,
          start: period.start,
          end: period.node.end,
          mechanism:
            'The kubelet opens a connection every second and closes it first, so each container of this kind keeps 60 ports of the node in TIME_WAIT.',
          advice: 'Set `periodSeconds` to 10, the default, unless a failure must be noticed within a second.',
          symptoms: ['probe', 'thrown-away', 'asked-to-close'],
          destinations: destinationOf(probe, target),
          fix: {
            title: 'Probe every 10 seconds',
            isSafe: false,
            edits: [file.edit(period.node.start, period.node.end, '10')],
          },
        },
      ];
    }),
  );
}

/** The address is that of the pod, which only the cluster knows, unless the probe names another. A port may have a name. */
function destinationOf(
  { parent }: { readonly parent: ConfigEntry['node'] },
  { node }: ConfigEntry,
): readonly string[] {
  const port = valueAt(node, 'port')?.text ?? '';
  const ports = valueAt(parent, 'ports')?.items ?? [];
  const named = ports.find((one) => valueAt(one, 'name')?.text === port);
  const number = /^\d+$/.test(port) ? port : valueAt(named, 'containerPort')?.text;
  return number === undefined ? [] : [`${valueAt(node, 'host')?.text ?? '*'}:${number}`];
}
