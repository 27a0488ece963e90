import type { Node } from 'yaml';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { readBottlerocketMap } from '../bottlerocket/readBottlerocketMap.ts';
import { readIgnition } from '../butane/readIgnition.ts';
import { readTalos } from '../talos/readTalos.ts';
import { readTuned } from '../tuned/readTuned.ts';
import { effect, type Effect, type Reading } from '../reading.ts';
import { addPairScalar } from '../yaml/yamlPair.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readCniTuning } from './readCniTuning.ts';
import { scopeOfCommand } from './podScope.ts';
import { ownNamespaces, readPods, readSysctlItems } from './readPods.ts';
import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { readUserData } from '../cloudInit/readUserData.ts';

/** Manifests of Kubernetes and of what is built upon it, in YAML or JSON, and fragments of them. */
export const readManifests: Reader = (reading, region) => {
  for (const part of yamlParts(reading, region)) readManifest(reading, new YamlTree(part));
};

export function readManifest(reading: Reading, tree: YamlTree): void {
  const kind = tree.text(tree.get(tree.root, 'kind')) ?? '';
  const spec = tree.get(tree.root, 'spec');
  switch (kind) {
    case 'KubeletConfiguration':
      // It allows names and sets nothing.
      return;
    case 'SysctlConfig':
      readTalos(reading, tree);
      return;
    case 'NetworkAttachmentDefinition':
      readCniTuning(reading, tree.scalar(tree.get(spec, 'config'))?.region);
      return;
    case 'Tuned':
      readProfiles(reading, tree, tree.get(spec, 'profile'));
      return;
    case 'ConfigMap':
      readConfigMap(reading, tree);
      return;
    case 'MachineConfig':
      readIgnition(reading, tree, tree.get(spec, 'config'), 'node');
      return;
    case 'EC2NodeClass':
    case 'AWSNodeTemplate':
      readUserData(reading, tree.scalar(tree.get(spec, 'userData'))?.region, 'node');
      return;
    case 'ClusterConfig':
      for (const group of ['nodeGroups', 'managedNodeGroups'])
        for (const nodes of tree.items(tree.get(tree.root, group))) {
          const settings = tree.get(nodes, 'bottlerocket', 'settings', 'kernel', 'sysctl');
          readBottlerocketMap(reading, tree, settings);
        }
      break;
    default:
  }
  // A part of a Tuned object, as manuals show it.
  if (kind === '') readProfiles(reading, tree, tree.get(tree.root, 'profile'));
  readNodeLists(reading, tree);
  readPods(reading, tree);
  readJsonPatch(reading, tree);
}

function readProfiles(reading: Reading, tree: YamlTree, profiles: Node | undefined): void {
  for (const profile of tree.items(profiles)) {
    const data = tree.scalar(tree.get(profile, 'data'));
    if (data !== undefined) readTuned(reading, data.region, undefined, 'node');
  }
}

/** Scripts and sysctl files that a pod gets: what they set acts as commands in it do. */
function readConfigMap(reading: Reading, tree: YamlTree): void {
  const acts: Effect = {
    when: 'start',
    unit: reading.newUnit(),
    scopeOf: (dotted) => scopeOfCommand(dotted, ownNamespaces, 'pod', 'node'),
  };
  for (const { key, value } of tree.entries(tree.get(tree.root, 'data'))) {
    const content = tree.scalar(value)?.region;
    if (content !== undefined) readWrittenFile(reading, content, key, acts);
  }
}

/** `{ op, path: …/sysctls, value }` of a JSON patch (RFC 6902), for the whole list or one item of it. */
function readJsonPatch(reading: Reading, tree: YamlTree): void {
  for (const operation of tree.items(tree.root)) {
    const path = tree.text(tree.get(operation, 'path')) ?? '';
    const op = tree.text(tree.get(operation, 'op'));
    const value = tree.get(operation, 'value');
    if (op !== 'add' && op !== 'replace') continue;
    if (/\/sysctls$/.test(path)) readSysctlItems(reading, tree, tree.items(value));
    else if (/\/sysctls\/(?:\d+|-)$/.test(path) && value !== undefined)
      readSysctlItems(reading, tree, [value]);
  }
}

/** `sysctlParameters` of kops, and maps of node pools such as `linuxNodeConfig.sysctls` and `linuxConfig.sysctl`. */
function readNodeLists(reading: Reading, tree: YamlTree): void {
  const acts = effect('node', 'boot');
  tree.walk(tree.root, (node) => {
    if (!tree.isMap(node)) return;
    for (const { key, value } of tree.entries(node)) {
      if (key === 'sysctlParameters')
        for (const item of tree.items(value)) addPairScalar(reading, tree, item, acts);
      const isNodeConfig = /^(?:linuxNodeConfig|linuxConfig|linux_node_config)$/.test(key);
      if (isNodeConfig) {
        for (const name of ['sysctl', 'sysctls'])
          for (const entry of tree.entries(tree.get(value, name)))
            tree.add(reading, acts, { key: entry.keyNode, value: entry.value }, { alwaysQuoted: true });
      }
    }
  });
}

export const kubernetesFormat = placedFormat({
  id: 'kubernetes',
  recognises: (text, path) =>
    /\.(?:ya?ml|json)$/.test(path ?? '.yaml') &&
    // A patch of Kustomize is a list of operations.
    (/^[ \t]*(?:- )?["']?op["']?[ \t]*:/m.test(text) ||
      (/(?:^|[{,])\s*["']?apiVersion["']?\s*:/m.test(text) &&
        /(?:^|[{,])\s*["']?kind["']?\s*:/m.test(text)) ||
      isFragment(text)),
  read: readManifests,
  comments: hashComments,
});

/** A patch or an include: a pod without the object around it. */
function isFragment(text: string): boolean {
  return /^[ \t]*(?:- )?(?:initContainers|podSecurityContext|securityContext|sysctlParameters|spec)\s*:/m.test(
    text,
  );
}
