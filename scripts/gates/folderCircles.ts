import { dirname, normalize, relative, sep } from 'node:path';
import { readdir, readFile } from 'node:fs/promises';
import { inRepository } from '../lib/paths.ts';
import type { Gate } from './gate.ts';

/** Where folders must form layers: inside of these, none may import one that imports it, directly or not. */
const watched = ['src/core', 'src/host', 'src/cli', 'src/server', 'src/extension', 'src/webview'];

/** One import that a circle of folders goes through. */
interface Edge {
  readonly from: string;
  readonly to: string;
  /** The file that imports. */
  readonly file: string;
}

/**
 * dependency-cruiser sees circles of files only. Here each folder directly below `root` is one thing, and each file beside them
 * is one as well. Types count: who needs the type of another folder depends on it.
 */
export async function folderCircles(root: string): Promise<readonly string[]> {
  const edges = await edgesOf(root);
  const next = new Map<string, Edge[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const circles = new Map<string, string>();
  for (const start of next.keys()) {
    const circle = circleThrough(start, next);
    if (circle === undefined) continue;
    const members = circle.map(({ from }) => from).toSorted();
    circles.set(members.join(' '), circle.map(({ from, file }) => `${from} (${file})`).join(' → '));
  }
  return [...circles.values()];
}

async function edgesOf(root: string): Promise<readonly Edge[]> {
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(`${root}/${file}`, 'utf8');
      const targets = [...text.matchAll(/(?:from |import\(|import )'(\.[^']+)'/g)].map(([, path = '']) =>
        relative(root, normalize(`${root}/${dirname(file)}/${path}`)),
      );
      return targets
        .filter((target) => !target.startsWith('..'))
        .map((target) => ({ from: partOf(file), to: partOf(target), file }));
    }),
  );
  return found.flat().filter(({ from, to }) => from !== to);
}

function partOf(file: string): string {
  return file.split(sep)[0] ?? file;
}

/** The shortest way from a part back to itself, breadth first. */
function circleThrough(
  start: string,
  next: ReadonlyMap<string, readonly Edge[]>,
): readonly Edge[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly Edge[])[] = [[]];
  while (ways.length > 0) {
    const longer: (readonly Edge[])[] = [];
    for (const way of ways)
      for (const edge of next.get(way.at(-1)?.to ?? start) ?? []) {
        if (edge.to === start) return [...way, edge];
        if (seen.has(edge.to)) continue;
        seen.add(edge.to);
        longer.push([...way, edge]);
      }
    ways = longer;
  }
  return undefined;
}

export const folderCirclesGate: Gate = {
  name: 'no circles of folders',
  check: async () =>
    (
      await Promise.all(
        watched.map(async (root) =>
          (await folderCircles(inRepository(root))).map((circle) => `${root}: ${circle}`),
        ),
      )
    ).flat(),
};
