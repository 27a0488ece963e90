import { isAtOrBelow } from '../../model/pathText.ts';

const name = '60-service-ports.conf';

/** A file that does not exist yet. */
export interface NewDropIn {
  readonly path: string;
  /** Its path below the folder of the workspace. */
  readonly shown: string;
}

/** Whether a path is that of a drop-in file of sysctl. */
export function isDropIn(path: string): boolean {
  return /(?:^|\/)sysctl\.d\/[^/]+\.conf$/.test(path);
}

/**
 * The path of a new drop-in file for what a file of the repository needs: beside the nearest drop-in files whose `sysctl.d` is in one
 * of the file's own folders, because others may be those of another host, or at the top of its workspace folder. Undefined if it is
 * in none of the folders. All paths are absolute, with forward slashes.
 */
export function newDropIn(
  file: string,
  dropIns: readonly string[],
  folders: readonly string[],
): NewDropIn | undefined {
  const top = longest(folders, (folder) => (isAtOrBelow(file, folder) ? folder : undefined));
  if (top === undefined) return undefined;
  const root = top.replace(/\/$/, '');
  const beside = longest(dropIns, (path) => {
    const parent = path.replace(/\/sysctl\.d\/[^/]+$/, '');
    return isAtOrBelow(parent, root) && isAtOrBelow(file, parent) ? parent : undefined;
  });
  const path = root.endsWith('/sysctl.d') ? `${root}/${name}` : `${beside ?? root}/sysctl.d/${name}`;
  return { path, shown: path.slice(root.length + 1) };
}

/** The longest folder that is made of one of some paths; one pass, because there is an answer for each file that is judged. */
function longest(
  paths: readonly string[],
  folderOf: (path: string) => string | undefined,
): string | undefined {
  let best: string | undefined;
  for (const path of paths) {
    const folder = folderOf(path);
    if (folder !== undefined && (best === undefined || folder.length > best.length)) best = folder;
  }
  return best;
}
