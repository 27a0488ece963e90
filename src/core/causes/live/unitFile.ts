import type { Assigned } from './assigned.ts';

const unitPath = /(^|\/)[\w@.:\\-]+\.service(\.d\/[^/]+\.conf)?$/;
/** With the lines that a backslash continues. */
const setting = /^[ \t]*(Environment|EnvironmentFile)[ \t]*=[ \t]*((?:[^\n\\]|\\\r?\n|\\.)*)/gm;
const word = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+/g;

/** Whether a file is a service unit of systemd or a drop-in of one. */
export function isUnitFile(path: string): boolean {
  return unitPath.test(path);
}

/** The variables of `Environment=`, where a line may set several; an empty one forgets those before it. */
export function assignmentsInUnit(text: string): ReadonlyMap<string, Assigned> {
  const found = new Map<string, Assigned>();
  for (const { value, at } of settingsIn(text, 'Environment')) {
    if (value.trim() === '') found.clear();
    for (const { 0: one, index } of value.matchAll(word)) {
      const [, quote = '', name, assigned = ''] = /^(["']?)([A-Z][A-Z0-9_]*)=(.*)$/s.exec(one) ?? [];
      if (name !== undefined)
        found.set(name, { value: assigned.replace(/["']/g, ''), at: at + index + quote.length });
    }
  }
  return found;
}

/**
 * Where the targets of `EnvironmentFile=` may be in the folder that has the unit, relative to it: an image of the root folder,
 * what is installed to the folder that they name, and what is beside the unit.
 */
export function environmentFilesOf(unit: string, text: string): readonly string[] {
  const above = ancestorsOf(unit);
  return settingsIn(text, 'EnvironmentFile').flatMap(({ value }) => {
    const target = value.trim().replace(/^-/, '').replace(/^\//, '');
    if (target === '' || /[*?[%]/.test(target)) return [];
    const parts = target.split('/');
    return [
      ...above.map((folder) => folder + target),
      ...parts.slice(1, -1).map((_, at) => parts.slice(at + 1).join('/')),
      `${above[0] ?? ''}${parts.at(-1) ?? ''}`,
    ];
  });
}

/** The folders around a file, the innermost first, each with `/` at its end; the last is empty. */
function ancestorsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.map((_, at) => `${parts.slice(0, parts.length - at).join('/')}/`), ''];
}

/** Blanks stand for the ends of continued lines, so that offsets stay. */
function settingsIn(text: string, name: string): readonly Assigned[] {
  return Array.from(text.matchAll(setting)).flatMap(({ 0: all, 1: key, 2: value = '', index }) =>
    key === name
      ? [
          {
            value: value.replace(/\\\r?\n/g, (end) => ' '.repeat(end.length)),
            at: index + all.length - value.length,
          },
        ]
      : [],
  );
}
