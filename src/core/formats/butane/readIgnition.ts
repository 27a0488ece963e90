import type { Node } from 'yaml';
import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { effect, notCompared, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { readUnit } from '../systemd/systemdFormat.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';

/** Butane and the Ignition that is made of it: files with their content, in place or in a `data:` address, and units. */
export function readIgnition(
  reading: Reading,
  tree: YamlTree,
  config: Node | undefined,
  scope: AssignmentScope = 'host',
): void {
  const acts = effect(scope, 'boot', notCompared);
  // Operators keep each file of a machine in a file of its own.
  const alone = config !== undefined && tree.get(config, 'path') !== undefined ? [config] : [];
  const files = [['storage', 'files'], ['files']].flatMap((way) => tree.items(tree.get(config, ...way)));
  for (const file of [...alone, ...files]) {
    const path = tree.text(tree.get(file, 'path')) ?? '';
    for (const contents of [tree.get(file, 'contents'), ...tree.items(tree.get(file, 'append'))]) {
      const inline = tree.scalar(tree.get(contents, 'inline'))?.region;
      const address = tree.scalar(tree.get(contents, 'source'))?.region;
      const content = inline ?? (address && dataContent(address));
      if (content !== undefined) readWrittenFile(reading, content, path, acts);
    }
  }
  for (const unit of tree.items(tree.get(config, 'systemd', 'units'))) {
    const contents = tree.scalar(tree.get(unit, 'contents'))?.region;
    if (contents !== undefined) readUnit(reading, contents, undefined);
    for (const dropIn of tree.items(tree.get(unit, 'dropins'))) {
      const own = tree.scalar(tree.get(dropIn, 'contents'))?.region;
      if (own !== undefined) readUnit(reading, own, undefined);
    }
  }
}

/** The text of `data:,…` (RFC 2397), percent-decoded; undefined for base64, which is not edited in place. */
function dataContent(address: Region): Region | undefined {
  const head = /^data:[^,]*,/.exec(address.text)?.[0];
  if (head === undefined || head.includes(';base64')) return undefined;
  let decoded = '';
  const offsets: number[] = [];
  for (let at = head.length; at < address.text.length; at++) {
    const code = /^%([\da-f]{2})/i.exec(address.text.slice(at, at + 3))?.[1];
    offsets.push(at);
    decoded += code === undefined ? (address.text[at] ?? '') : String.fromCharCode(parseInt(code, 16));
    if (code !== undefined) at += 2;
  }
  offsets.push(address.text.length);
  return address.decoded(decoded, offsets, encodeURIComponent);
}
