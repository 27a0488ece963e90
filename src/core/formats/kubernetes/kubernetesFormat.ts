import type { Node } from 'yaml';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { readBottlerocketMap } from '../bottlerocket/readBottlerocketMap.ts';
import { readIgnition } from '../butane/readIgnition.ts';
import { readTalos, readTalosText } from '../talos/readTalos.ts';
import { readTuned } from '../tuned/readTuned.ts';
import { effect, notCompared, type Effect, type Reading } from '../reading.ts';
import { addPairScalar } from '../yaml/yamlPair.ts';
import { yamlDocuments } from '../yaml/yamlCutters.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { readParameterMap } from '../yaml/readParameterMaps.ts';
import { isKnownKey } from '../../knowledge/knownKeys.ts';
import { keysOfConf } from '../keysOfConf.ts';
import { readCniTuning } from './readCniTuning.ts';
import { readCommand } from './readCommand.ts';
import { scopeOfCommand } from './podScope.ts';
import { ownNamespaces, readPods, readSysctlItems } from './readPods.ts';
import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { readUserData } from '../cloudInit/readUserData.ts';

/** Manifests of Kubernetes and of what is built upon it, in YAML or JSON, and fragments of them. */
export const readManifests: Reader = (reading, region) => {
  for (const part of yamlParts(reading, region)) readManifest(reading, new YamlTree(part));
};

/** Schemas of objects are long, and name everything that an object can set. */
const isSchemaAlone = (text: string): boolean =>
  /^kind\s*:\s*["']?CustomResourceDefinition\b/m.test(text) && (text.match(/^kind\s*:/gm) ?? []).length === 1;

export function readManifest(reading: Reading, tree: YamlTree): void {
  const kind = tree.text(tree.get(tree.root, 'kind')) ?? '';
  const spec = tree.get(tree.root, 'spec');
  switch (kind) {
    case 'KubeletConfiguration':
    case 'CustomResourceDefinition':
      // They allow names and set nothing.
      return;
    case 'SysctlConfig':
      readTalos(reading, tree, reading.newUnit());
      return;
    case 'NetworkAttachmentDefinition':
      readCniTuning(reading, tree.scalar(tree.get(spec, 'config'))?.region);
      return;
    case 'ConfigMap':
      readConfigMap(reading, tree);
      return;
    case 'MachineConfig':
      readIgnition(reading, tree, tree.get(spec, 'config'), 'node');
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
  readNodeLists(reading, tree);
  readMachineTexts(reading, tree);
  readPods(reading, tree);
  readJsonPatch(reading, tree);
}

function readProfiles(reading: Reading, tree: YamlTree, profiles: Node | undefined): void {
  for (const profile of tree.items(profiles)) {
    const data = tree.scalar(tree.get(profile, 'data'));
    if (data !== undefined) readTuned(reading, data.region, undefined, 'node');
  }
}

const commandsOfNodes = ['preKubeadmCommands', 'postKubeadmCommands', 'preRKE2Commands', 'postRKE2Commands'];

/**
 * Texts that nodes get, in whatever object, in patches of it and in parts that manuals show: profiles of TuneD, user data,
 * files and commands of Cluster API, and machine configurations of Talos.
 */
function readMachineTexts(reading: Reading, tree: YamlTree): void {
  const acts = effect('node', 'boot', notCompared);
  /** Of the disks from which a guest of KubeVirt is set up, which is a machine of its own and no node. */
  const ofGuests = new Set<Node>();
  tree.walk(tree.root, (node) => {
    for (const item of tree.items(node)) readTalosText(reading, tree.scalar(item)?.region);
    if (!tree.isMap(node)) return;
    for (const { key, value } of tree.entries(node)) {
      if (/^cloudInit(?:NoCloud|ConfigDrive)$/.test(key) && value !== undefined) ofGuests.add(value);
      if (key === 'profile') readProfiles(reading, tree, value);
      else if (key === 'userData')
        readUserData(reading, tree.scalar(value)?.region, ofGuests.has(node) ? 'host' : 'node');
      else if (key === 'files')
        for (const file of tree.items(value)) {
          const content = tree.scalar(tree.get(file, 'content'))?.region;
          if (content !== undefined && tree.get(file, 'encoding') === undefined)
            readWrittenFile(reading, content, tree.text(tree.get(file, 'path')) ?? '', acts);
        }
      else if (commandsOfNodes.includes(key))
        for (const command of tree.items(value)) readCommand(reading, tree, [command], acts);
    }
  });
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
    if (content === undefined) continue;
    // Its name among the drop-in files, where the folder is only known to what mounts it.
    const isDropIn = /^[^/]+\.conf$/.test(key) && keysOfConf(content.text)?.some(isKnownKey) === true;
    readWrittenFile(reading, content, isDropIn ? `sysctl.d/${key}` : key, acts);
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
  const isShoot = tree.text(tree.get(tree.root, 'kind')) === 'Shoot';
  tree.walk(tree.root, (node) => {
    if (!tree.isMap(node)) return;
    for (const { key, value } of tree.entries(node)) {
      if (!/sysctl|linux_?config|linux_?node/i.test(key)) continue;
      const acts = effect('node', 'boot', reading.newUnit());
      if (key === 'sysctlParameters')
        for (const item of tree.items(value)) addPairScalar(reading, tree, item, acts);
      // Workers of Gardener.
      if (isShoot && key === 'sysctls' && tree.isMap(value))
        readParameterMap(reading, tree, value, acts, { alwaysQuoted: true });
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
    !isSchemaAlone(text) &&
    // A patch of Kustomize is a list of operations.
    (/^[ \t]*(?:- )?["']?op["']?[ \t]*:/m.test(text) ||
      (/(?:^[ \t]*|[{,]\s*)["']?apiVersion["']?\s*:/m.test(text) &&
        /(?:^[ \t]*|[{,]\s*)["']?kind["']?\s*:/m.test(text)) ||
      isFragment(text)),
  read: readManifests,
  cutter: yamlDocuments,
  comments: hashComments,
});

/** A patch or an include: a pod without the object around it. */
function isFragment(text: string): boolean {
  return /^[ \t]*(?:- )?(?:initContainers|podSecurityContext|securityContext|sysctlParameters|spec)\s*:/m.test(
    text,
  );
}
