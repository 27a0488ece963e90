/** What a control group reveals about its processes. */
export interface CgroupName {
  readonly kind: 'container' | 'unit';
  /** The first twelve digits of a container's id, as docker and crictl print it; or a unit's name. */
  readonly name: string;
}

const containerId = /(?:^|[/:-])([0-9a-f]{64})(?:\.scope)?(?=\/|$)/m;
/** Slices and sessions identify a login, not a service. */
const unit = /\/([^/\n]+\.service|(?!init\.scope|session-)[^/\n]+\.scope)(?=\/|$)/gm;

/** Reads `/proc/<pid>/cgroup`, of either version (cgroups(7)); undefined if it contains no name that a user would recognize. */
export function cgroupName(text: string): CgroupName | undefined {
  const id = containerId.exec(text)?.[1];
  if (id !== undefined) return { kind: 'container', name: id.slice(0, 12) };
  const units = [...text.matchAll(unit)].map(([, name]) => name ?? '').filter((name) => !/^user@/.test(name));
  const name = units.at(-1);
  return name === undefined ? undefined : { kind: 'unit', name };
}
