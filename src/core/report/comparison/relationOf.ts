import type { Report } from '../report.ts';
import type { Relation } from './comparison.ts';

/** Whether two reports are of the same host and the same boot. */
export function relationOf({ host: one }: Report, { host: other }: Report): Relation {
  const sameNamespace = one.networkNamespace !== undefined && one.networkNamespace === other.networkNamespace;
  const sameBoot = one.bootId !== undefined && one.bootId === other.bootId;
  if (sameNamespace && sameBoot) return 'same';
  // One kernel with two network namespaces: two hosts as far as sockets are concerned, although they have one name.
  if (sameBoot && one.networkNamespace !== undefined && other.networkNamespace !== undefined) return 'others';
  return one.hostname !== undefined && one.hostname === other.hostname ? 'same-name' : 'others';
}
