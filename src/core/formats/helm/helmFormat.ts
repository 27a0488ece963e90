import { readManifests } from '../kubernetes/kubernetesFormat.ts';
import { scopeOfCommand } from '../kubernetes/podScope.ts';
import { ownNamespaces } from '../kubernetes/readPods.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat } from '../placedFormat.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { readParameterMaps } from '../yaml/readParameterMaps.ts';
import { yamlDocuments } from '../yaml/yamlCutters.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';

const isValues = /(?:^|\/)[\w.-]*values[\w.-]*\.ya?ml$/;

/** `sysctls: { net.core.somaxconn: "1024" }`: charts that make a list or commands of a map. */
function readValueMaps(reading: Reading, region: Region): void {
  for (const part of yamlParts(reading, region)) {
    const pods: Effect = {
      when: 'start',
      unit: reading.newUnit(),
      scopeOf: (dotted) => scopeOfCommand(dotted, ownNamespaces, 'pod', 'node'),
    };
    readParameterMaps(reading, new YamlTree(part), pods);
  }
}

/** Templates and values of a chart. What its expressions write is unknown; the rest is read as the manifest that it becomes. */
export const helmFormat = placedFormat({
  id: 'helm',
  recognises: (text, path = '') =>
    /\.tpl$/.test(path)
      ? /\{\{-?\s*define\b/.test(text)
      : /\.ya?ml$/.test(path) &&
        ((/(?:^|\/)templates\//.test(path) && /\{\{/.test(text)) ||
          (isValues.test(path) && !/^apiVersion\s*:/m.test(text))),
  read: (reading, region, path) => {
    readManifests(reading, region, path);
    if (isValues.test(path ?? '')) readValueMaps(reading, region);
  },
  cutter: yamlDocuments,
  comments: hashComments,
});
