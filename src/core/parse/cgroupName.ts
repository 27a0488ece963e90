/** What a control group says about its processes. */
export interface CgroupName {
  readonly kind: 'container' | 'unit';
  /** The first twelve digits of a container's id, as docker and crictl print it; or a unit's name. */
  readonly name: string;
}

const containerId = /(?:^|[/:-])([0-9a-f]{64})(?:\.scope)?(?=\/|$)/m;
/** Slices and sessions say who logged in, not what runs. */
const unit = /\/([^/\n]+\.service|(?!init\.scope|session-)[^/\n]+\.scope)(?=\/|$)/gm;

/** Reads `/proc/<pid>/cgroup`, of either version (cgroups(7)); undefined where it names nothing that a person knows. */
export function cgroupName(text: string): CgroupName | undefined {
  const id = containerId.exec(text)?.[1];
  if (id !== undefined) return { kind: 'container', name: id.slice(0, 12) };
  const units = [...text.matchAll(unit)].map(([, name]) => name ?? '').filter((name) => !/^user@/.test(name));
  const name = units.at(-1);
  return name === undefined ? undefined : { kind: 'unit', name };
}
