import type { NamedService, Pods } from './contextNames.ts';

/** By the name of a service in lower case: its ports that lead to others, and those of its pods. */
export type ServicePorts = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

/** A port that a Service names instead of numbering it is one of the pods that it selects. */
export function servicePorts(services: readonly NamedService[], pods: readonly Pods[]): ServicePorts {
  const all = new Map<string, Map<number, readonly number[]>>();
  for (const { name, ports = [], selector = new Map<string, string>() } of services) {
    const targets = all.get(name) ?? new Map<number, readonly number[]>();
    all.set(name, targets);
    for (const { port, target } of ports) {
      const numbers = /^\d+$/.test(target) ? [Number(target)] : namedPorts(target, selector, pods);
      targets.set(port, [...(targets.get(port) ?? []), ...numbers]);
    }
  }
  return all;
}

function namedPorts(
  name: string,
  selector: ReadonlyMap<string, string>,
  pods: readonly Pods[],
): readonly number[] {
  if (selector.size === 0) return [];
  return pods
    .filter(({ labels }) => [...selector].every(([label, value]) => labels.get(label) === value))
    .flatMap(({ ports }) => ports.get(name) ?? []);
}
