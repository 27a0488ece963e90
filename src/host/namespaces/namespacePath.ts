/** Where iproute2 keeps its names (ip-netns(8)). */
export const namesFolder = '/run/netns';

/** The file of a network namespace, by its `ip netns` name or by a process in it. */
export function namespacePath(key: string): string {
  return /^\d+$/.test(key) ? `/proc/${key}/ns/net` : `${namesFolder}/${key}`;
}
