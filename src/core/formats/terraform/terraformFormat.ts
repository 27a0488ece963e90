import type { Region } from '../region.ts';
import { readUserData } from '../cloudInit/readUserData.ts';
import { FileText } from '../fileText.ts';
import { maskInterpolations } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, notCompared, type Reading } from '../reading.ts';
import { looksLikeParameter } from '../mentions.ts';
import type { SharedNamespaces } from '../assignment.ts';
import { containerEffect } from '../shell/containerOptions.ts';
import { mentionsParameters } from '../shell/readShell.ts';
import { hereDocuments } from '../text/hereDocuments.ts';
import { withoutComments } from '../../parse/withoutComments.ts';
import { aksKey, aksSnakeCase } from './aksKey.ts';
import { hclBlocks } from './hclCutter.ts';
import { hclComments, hclHereDocument } from './hclMarks.ts';
import { hclPairs } from './hclPairs.ts';
import { blockAround, matchingBrace } from './matchingBrace.ts';

/**
 * Terraform: `sysctl_config` of AKS node pools, `sysctls` of GKE's, `sysctl` of the docker driver, `user_data` as a
 * here-document, and manifests in HCL.
 */
export const readTerraform: Reader = (reading, source) => {
  const region = source.masked(maskInterpolations(source.text));
  const code = withoutComments(region.text, hclComments, () => reading.noteDependence());
  const lines = new FileText(code);
  readAks(reading, region, lines);
  readMaps(reading, region, lines);
  readManifestLists(reading, region, lines);
  readHereDocuments(reading, region);
};

/** A block, an object, or the content of a block that is made for each item of a list. */
const aksBlock = /\bdynamic\s+"sysctl_config"\s*\{[^{}]*\bcontent\s*\{|\bsysctl_config\s*(?:=\s*)?\{/g;

/** `net_ipv4_tcp_tw_reuse = true`: names and booleans of the provider's own; a range is two numbers there. */
function readAks(reading: Reading, region: Region, lines: FileText): void {
  const code = lines.text;
  let until = 0;
  for (const block of code.matchAll(aksBlock)) {
    // A block in itself is read with the outer one.
    if (block.index < until) continue;
    const start = block.index + block[0].length;
    until = blockEnd(reading, code, start);
    const acts = effect('node', 'boot', reading.newUnit());
    for (const pair of hclPairs(code, { start, end: until }, lines)) {
      const key = aksKey(pair.name);
      if (key === undefined) continue;
      const written = code.slice(pair.value.start, pair.value.end);
      const boolean = written === 'true' ? '1' : written === 'false' ? '0' : undefined;
      const value =
        boolean === undefined
          ? region.part(pair.value)
          : region.decoded(boolean, [pair.value.start, pair.value.end], () => undefined);
      reading.add(
        {
          key: region.part(pair.key),
          value: /^-?\d+$/.test(value.text)
            ? value
            : value.masked('\uE000'.repeat(Math.max(1, value.text.length))),
          meantKey: key,
          writeKey: aksSnakeCase,
          remarks: { isAks: true },
          valueSpan: region.span(pair.value),
          writeValue: (text) =>
            boolean === undefined ? text : text === '0' ? 'false' : text === '1' ? 'true' : undefined,
          removal: reading.file.wholeLines(region.span({ start: pair.key.start, end: pair.value.end })),
        },
        acts,
      );
    }
  }
}

/** A word with `sysctl` or `sysctls` at its end or before a `_`, which is looked for once in each word. */
const mapOpening = /(?<!\w)(?=\w*?sysctls?(?:_|\b))(\w+)\s*(?:=\s*(?:merge\(\s*)?)?\{/g;

/** `sysctls = { "net.core.somaxconn" = "4096" }` of GKE node pools, of modules and of the docker driver. */
function readMaps(reading: Reading, region: Region, lines: FileText): void {
  const code = lines.text;
  let until = 0;
  for (const block of code.matchAll(mapOpening)) {
    if (block.index < until) continue;
    const start = block.index + block[0].length;
    until = blockEnd(reading, code, start);
    const above = code.slice(Math.max(0, block.index - 600), block.index);
    // A brace that begins a line ends another block of the file.
    const before = above.slice(above.lastIndexOf('\n}') + 1);
    const isContainer =
      block[1] === 'sysctl' || /\bdocker_container\b|\bdriver\s*=\s*"(?:docker|podman)"/.test(before);
    const shared = isContainer ? sharedIn(blockAround(code, block.index)) : undefined;
    // A map may have one of each pool in itself.
    const units = [reading.newUnit()];
    let done = start;
    for (const pair of hclPairs(code, { start, end: until }, lines)) {
      for (const [found] of code.slice(done, pair.key.start).matchAll(/"(?:\\.|[^"\\\n])*"|[{}]/g))
        if (found === '{') units.push(reading.newUnit());
        else if (found === '}') units.pop();
      const unit = units.at(-1) ?? notCompared;
      done = pair.value.end;
      if (!looksLikeParameter(pair.name)) continue;
      reading.add(
        {
          key: region.part(pair.key),
          value: region.part(pair.inner, escapeString),
          valueSpan: region.span(pair.value),
          writeValue: (text) => region.encode(JSON.stringify(text)),
          ...(pair.isOwnLine && {
            removal: reading.file.wholeLines(region.span({ start: pair.key.start, end: pair.value.end })),
          }),
        },
        shared === undefined ? effect('node', 'boot', unit) : containerEffect(unit, shared),
      );
    }
  }
}

/** What is not closed goes on with whatever follows the text. */
function blockEnd(reading: Reading, code: string, from: number): number {
  const end = matchingBrace(code, from);
  if (end === code.length) reading.noteDependence();
  return end;
}

/** `network_mode` and `ipc_mode` beside the map. */
function sharedIn(block: string): SharedNamespaces {
  return {
    network: /^\s*network_mode\s*=\s*"host"/m.test(block),
    ipc: /^\s*ipc_mode\s*=\s*"host"/m.test(block),
  };
}

/** `sysctl { name = "…" value = "…" }` of the Kubernetes provider, and the same in lists of maps. */
function readManifestLists(reading: Reading, region: Region, lines: FileText): void {
  const code = lines.text;
  let until = 0;
  for (const block of code.matchAll(/\bsysctls?\s*(?:=\s*\[\s*)?\{/g)) {
    if (block.index < until) continue;
    let start = block.index + block[0].length;
    const unit = reading.newUnit();
    for (;;) {
      const end = blockEnd(reading, code, start);
      until = end;
      const pairs = hclPairs(code, { start, end }, lines);
      const name = pairs.find((pair) => pair.name === 'name');
      const value = pairs.find((pair) => pair.name === 'value');
      if (name === undefined) break;
      reading.add(
        {
          key: region.part(name.inner, escapeString),
          value:
            value === undefined
              ? region.part({ start: name.inner.end, end: name.inner.end })
              : region.part(value.inner, escapeString),
          ...(value !== undefined && {
            valueSpan: region.span(value.value),
            writeValue: (text: string) => region.encode(JSON.stringify(text)),
          }),
        },
        effect('pod', 'start', unit, {
          kind: 'pod',
          shared: { network: false, ipc: false },
          isBelowContainer: false,
        }),
      );
      const next = /^\}\s*,\s*\{/.exec(code.slice(end, end + 60));
      if (next === null) break;
      start = end + next[0].length;
    }
  }
}

function escapeString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function readHereDocuments(reading: Reading, region: Region): void {
  for (const { body: span } of hereDocuments(region.text, hclHereDocument)) {
    const body = region.part(span);
    if (mentionsParameters(body.text)) readUserData(reading, body, 'host');
  }
}

export const terraformFormat = placedFormat({
  id: 'terraform',
  recognises: (text, path) =>
    path === undefined
      ? /^[ \t]*(?:resource|module|provider|variable|locals|data)\b[^\n]*\{/m.test(text) ||
        /^[ \t]*(?=\w*?sysctls?(?:_|\b))\w+\s*=\s*\{/m.test(text)
      : /\.(?:tf|tfvars|hcl|nomad|tofu)(?:\.tmpl)?$/.test(path),
  read: readTerraform,
  cutter: hclBlocks,
  comments: hashComments,
});
