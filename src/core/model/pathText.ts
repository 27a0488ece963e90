/** The last name of a path with forward slashes. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A file in a sentence: the last folder and the name of an absolute path, which may be long. */
export function shortPath(path: string): string {
  return path.startsWith('/') ? path.split('/').slice(-2).join('/') : path;
}

/** Whether an absolute path is a folder, or lies below it; both without `.` and `..`. */
export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A path without `.`, `..` and empty names, as far as they can be resolved. */
export function normalPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else names.push(name);
  }
  return `${path.startsWith('/') ? '/' : ''}${names.join('/')}`;
}
