import type { Node } from 'yaml';
import type { SharedNamespaces } from '../assignment.ts';
import { effect, type Effect, type Reading } from '../reading.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';
import { readCommand } from './readCommand.ts';
import { scopeOfCommand } from './podScope.ts';

/** Of a pod that shares none with its node. */
export const ownNamespaces: SharedNamespaces = { network: false, ipc: false };

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'];

/** What pods set, wherever a pod is described: in a Pod, a pod template, a list, a patch, or Helm values. */
export function readPods(reading: Reading, tree: YamlTree): void {
  tree.walk(tree.root, (node) => {
    if (!tree.isMap(node)) return;
    const isPod = containerLists.some((name) => tree.isList(tree.get(node, name)));
    if (isPod) readPod(reading, tree, node);
    else if (tree.get(node, 'image') !== undefined || tree.get(node, 'args') !== undefined)
      readContainer(reading, tree, node, ownNamespaces, reading.newUnit(), false);
    // Values of Helm and patches have the list without the pod around it; what a pod has is not added twice.
    readSysctlItems(reading, tree, tree.items(tree.get(node, 'sysctls')));
  });
}

/** Items `{ name, value }` of a pod that is not in sight. */
export function readSysctlItems(reading: Reading, tree: YamlTree, items: readonly Node[]): void {
  readSysctlList(reading, tree, items, () =>
    effect('pod', 'start', reading.newUnit(), {
      kind: 'pod',
      shared: ownNamespaces,
      isBelowContainer: false,
    }),
  );
}

function readPod(reading: Reading, tree: YamlTree, pod: Node): void {
  const unit = reading.newUnit();
  const shared = {
    network: tree.isTrue(tree.get(pod, 'hostNetwork')),
    ipc: tree.isTrue(tree.get(pod, 'hostIPC')),
  };
  const own = tree.items(tree.get(pod, 'securityContext', 'sysctls'));
  readSysctlList(reading, tree, own, () =>
    effect('pod', 'start', unit, { kind: 'pod', shared, isBelowContainer: false }),
  );
  readPorts(reading, tree, pod, shared.network);
  for (const name of containerLists) {
    for (const container of tree.items(tree.get(pod, name))) {
      readContainer(reading, tree, container, shared, unit, name === 'initContainers');
      const wrong = tree.items(tree.get(container, 'securityContext', 'sysctls'));
      readSysctlList(reading, tree, wrong, () =>
        effect('pod', 'start', unit, { kind: 'pod', shared, isBelowContainer: true }),
      );
    }
  }
}

function readContainer(
  reading: Reading,
  tree: YamlTree,
  container: Node,
  shared: SharedNamespaces,
  unit: number,
  isInit: boolean,
): void {
  const isPrivileged = tree.isTrue(tree.get(container, 'securityContext', 'privileged'));
  const acts: Effect = {
    when: 'start',
    unit,
    scopeOf: (dotted) => scopeOfCommand(dotted, shared, 'pod', 'node'),
    route: { kind: 'podCommand', isPrivileged, isInit },
  };
  readCommand(reading, tree, [tree.get(container, 'command'), tree.get(container, 'args')], acts);
  for (const hook of ['postStart', 'preStop'])
    readCommand(reading, tree, [tree.get(container, 'lifecycle', hook, 'exec', 'command')], acts);
}

/** `hostPort` takes a port of the node, and with `hostNetwork` so does every port of a container. */
function readPorts(reading: Reading, tree: YamlTree, pod: Node, isHostNetwork: boolean): void {
  for (const container of tree.items(tree.get(pod, 'containers')))
    for (const port of tree.items(tree.get(container, 'ports'))) {
      if (!/^(?:TCP)?$/i.test(tree.text(tree.get(port, 'protocol')) ?? '')) continue;
      const own = tree.scalar(tree.get(port, 'hostPort'))?.region;
      const inside = tree.scalar(tree.get(port, 'containerPort'))?.region;
      if (isHostNetwork && inside !== undefined) reading.addPort(inside, 'host-network', 'node');
      else if (own !== undefined) reading.addPort(own, 'published', 'node');
    }
}

/** `[{ name, value }]`; a map or a list of texts is another format's. */
function readSysctlList(
  reading: Reading,
  tree: YamlTree,
  list: readonly Node[],
  effectOf: () => Effect,
): void {
  const items = list.filter((item) => tree.isMap(item));
  if (items.length === 0) return;
  const acts = effectOf();
  for (const item of items) {
    const entries = tree.entries(item);
    const name = entries.find(({ key }) => key === 'name');
    const key = tree.resolved(name?.value);
    if (key === undefined) continue;
    tree.add(reading, acts, { key, value: tree.get(item, 'value'), whole: item }, { alwaysQuoted: true });
  }
}
