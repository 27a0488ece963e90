import { EventEmitter, type Disposable, type Memento } from 'vscode';
import { groupings, sortOrders, usualShape, type TreeShape } from '../../core/model/treeShape.ts';

const memoryKey = 'shape';

/** How the trees of the Sockets view are grouped and sorted. Stored per workspace. */
export class ViewShape implements Disposable {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<TreeShape>();
  #shape: TreeShape;

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#shape = remembered(memory.get(memoryKey));
  }

  get current(): TreeShape {
    return this.#shape;
  }

  get isUsual(): boolean {
    return isSameShape(this.#shape, usualShape);
  }

  set(change: Partial<TreeShape>): void {
    const shape = { ...this.#shape, ...change };
    if (isSameShape(shape, this.#shape)) return;
    this.#shape = shape;
    void this.#memory.update(memoryKey, this.isUsual ? undefined : shape);
    this.#changed.fire(shape);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

export function isSameShape(one: TreeShape, other: TreeShape): boolean {
  return one.grouping === other.grouping && one.sort === other.sort;
}

/** It may have been written by another version of the extension. */
function remembered(value: unknown): TreeShape {
  const { grouping, sort } = (value ?? {}) as Partial<Record<keyof TreeShape, unknown>>;
  return {
    grouping: groupings.find((known) => known === grouping) ?? usualShape.grouping,
    sort: sortOrders.find((known) => known === sort) ?? usualShape.sort,
  };
}
