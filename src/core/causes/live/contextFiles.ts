import { destinationsIn } from '../destinations.ts';

/** Files that are no source, and whose text says what names and variables in the source stand for. */
const contextFile =
  /(^|\/)(\.env(\.[\w-]+)?|[\w.-]+\.env|[\w@.-]+\.service|(docker-)?compose[\w.-]*\.ya?ml)$/;

export function isContextFile(path: string): boolean {
  return contextFile.test(path);
}

/** What the context files of a workspace say. Values are kept only where they lead somewhere, and never shown. */
export class ContextFiles {
  readonly #variables = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #services = new Map<string, readonly string[]>();

  update(path: string, text: string): void {
    this.remove(path);
    if (!isContextFile(path)) return;
    this.#variables.set(path, variablesIn(text));
    if (/compose[^/]*$/.test(path)) this.#services.set(path, servicesIn(text));
  }

  remove(path: string): void {
    this.#variables.delete(path);
    this.#services.delete(path);
  }

  get variables(): ReadonlyMap<string, readonly string[]> {
    const all = new Map<string, readonly string[]>();
    for (const variables of this.#variables.values())
      for (const [name, values] of variables) all.set(name, [...(all.get(name) ?? []), ...values]);
    return all;
  }

  get services(): ReadonlySet<string> {
    return new Set([...this.#services.values()].flat());
  }
}

/** `NAME=value`, `NAME: value`, `Environment="NAME=value"`; a host and a port in two variables of one prefix are one. */
export function variablesIn(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /(?:^|[\s"'-])([A-Z][A-Z0-9_]*)\s*[=:]\s*["']?([^"'\n#]*)/gm,
  ))
    values.set(name, value.trim());
  const found = new Map<string, readonly string[]>();
  for (const [name, value] of values) {
    const direct = destinationsIn(value);
    const prefix = /^(.*)_?(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/.exec(name)?.[1];
    const port = prefix === undefined ? undefined : values.get(`${prefix}PORT`);
    const paired =
      port !== undefined && /^\d+$/.test(port) && /^[\w.-]+$/.test(value) ? [`${value}:${port}`] : [];
    if (direct.length + paired.length > 0) found.set(name, [...direct, ...paired]);
  }
  return found;
}

/** The keys right below `services:`. */
function servicesIn(text: string): readonly string[] {
  const names: string[] = [];
  let indent: number | undefined;
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\S/.test(line)) isInside = /^services\s*:/.test(line);
    const [, blanks = '', name] = /^(\s+)["']?([\w.-]+)["']?\s*:/.exec(line) ?? [];
    if (!isInside || name === undefined) continue;
    indent ??= blanks.length;
    if (blanks.length === indent) names.push(name.toLowerCase());
  }
  return names;
}
