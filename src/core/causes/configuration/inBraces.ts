import type { ConfigNode } from '../../parse/configTree.ts';
import type { CauseFile } from '../causeFile.ts';

/** Whether commas part the entries of a map, as in JSON: a line cannot be put in or taken out without them. */
export function isInBraces({ text }: CauseFile, map: ConfigNode): boolean {
  return text[map.start] === '{';
}
