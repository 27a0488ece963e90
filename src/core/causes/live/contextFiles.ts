import { lineStarts, positionAt } from '../../model/lineAt.ts';
import type { TextRange } from '../../model/textRange.ts';
import type { Definition, Definitions } from '../cause.ts';
import { destinationsIn } from '../destinations.ts';

/** Files that are no source, and whose text says what names and variables in the source stand for. */
const contextFile =
  /(^|\/)(\.env(\.[\w-]+)?|[\w.-]+\.env|[\w@.-]+\.service|(docker-)?compose[\w.-]*\.ya?ml)$/;

export function isContextFile(path: string): boolean {
  return contextFile.test(path);
}

interface Service {
  /** In lower case. */
  readonly name: string;
  readonly range: TextRange;
}

/** What the context files of a workspace say. Values are kept only where they lead somewhere, and never shown. */
export class ContextFiles {
  readonly #variables = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #services = new Map<string, readonly string[]>();
  readonly #definitions = new Map<string, readonly Definition[]>();
  /** By label: made when they are asked for after a change, as they are asked for after each key. */
  #byLabel: Definitions | undefined;

  update(path: string, text: string): void {
    this.remove(path);
    const manifests = /\.ya?ml$/.test(path) && text.includes('Service') ? manifestServicesIn(text) : [];
    if (!isContextFile(path) && manifests.length === 0) return;
    const variables = isContextFile(path) ? variablesIn(text) : new Map<string, readonly string[]>();
    const services = [...(/compose[^/]*$/.test(path) ? servicesIn(text) : []), ...manifests];
    this.#variables.set(path, variables);
    if (services.length > 0)
      this.#services.set(
        path,
        services.map(({ name }) => name),
      );
    const starts = lineStarts(text);
    this.#byLabel = undefined;
    this.#definitions.set(path, [
      ...Array.from(assignmentsIn(text), ([label, { at }]) => ({ label, at }))
        .filter(({ label }) => variables.has(label))
        .map(({ label, at }) => ({ file: path, range: rangeAt(starts, at, label.length), label })),
      ...services.map(({ name, range }) => ({ file: path, range, label: name })),
    ]);
  }

  remove(path: string): void {
    this.#variables.delete(path);
    this.#services.delete(path);
    if (this.#definitions.delete(path)) this.#byLabel = undefined;
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

  /** Where they are defined: variables by their name, and services by theirs in lower case. */
  get definitions(): Definitions {
    return (this.#byLabel ??= byLabel([...this.#definitions.values()].flat()));
  }
}

function byLabel(definitions: readonly Definition[]): Definitions {
  const all = new Map<string, Definition[]>();
  for (const one of definitions) {
    const same = all.get(one.label);
    if (same === undefined) all.set(one.label, [one]);
    else same.push(one);
  }
  return all;
}

/** `NAME=value`, `NAME: value`, `Environment="NAME=value"`; a host and a port in two variables of one prefix are one. */
export function variablesIn(text: string): ReadonlyMap<string, readonly string[]> {
  const values = assignmentsIn(text);
  const found = new Map<string, readonly string[]>();
  for (const [name, { value }] of values) {
    const direct = destinationsIn(value);
    const prefix = /^(.*)_?(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/.exec(name)?.[1];
    const port = prefix === undefined ? undefined : values.get(`${prefix}PORT`)?.value;
    const paired =
      port !== undefined && /^\d+$/.test(port) && /^[\w.-]+$/.test(value) ? [`${value}:${port}`] : [];
    if (direct.length + paired.length > 0) found.set(name, [...direct, ...paired]);
  }
  return found;
}

/** The last value of each variable, and the offset of its name. */
function assignmentsIn(text: string): ReadonlyMap<string, { readonly value: string; readonly at: number }> {
  const values = new Map<string, { readonly value: string; readonly at: number }>();
  for (const { 0: all, 1: name = '', 2: value = '', index } of text.matchAll(
    /(?:^|[\s"'-])([A-Z][A-Z0-9_]*)\s*[=:]\s*["']?([^"'\n#]*)/gm,
  ))
    values.set(name, { value: value.trim(), at: index + all.indexOf(name) });
  return values;
}

function rangeAt(starts: readonly number[], at: number, length: number): TextRange {
  const start = positionAt(starts, at);
  return { start, end: { line: start.line, column: start.column + length } };
}

/** The names of the Services in a manifest of Kubernetes, which other pods of their namespace connect to. */
function manifestServicesIn(text: string): readonly Service[] {
  const services: Service[] = [];
  const starts = lineStarts(text);
  let start = 0;
  for (const document of text.split(/^---.*$/m)) {
    const at = text.indexOf(document, start);
    start = at + document.length;
    if (!/^kind:\s*["']?Service["']?\s*(#.*)?$/m.test(document)) continue;
    const metadata = /^metadata:[^\n]*\n((?:[ \t]+[^\n]*\n?|\s*\n)*)/m.exec(document);
    const [line = '', name] = /^[ \t]+name:\s*["']?([\w.-]+)/m.exec(metadata?.[1] ?? '') ?? [];
    if (metadata === null || name === undefined) continue;
    const from = at + document.indexOf(line, metadata.index) + line.lastIndexOf(name);
    services.push({ name: name.toLowerCase(), range: rangeAt(starts, from, name.length) });
  }
  return services;
}

/** The keys right below `services:`. */
function servicesIn(text: string): readonly Service[] {
  const services: Service[] = [];
  let indent: number | undefined;
  let isInside = false;
  for (const [line, one] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\S/.test(one)) isInside = /^services\s*:/.test(one);
    const [, blanks = '', name] = /^(\s+)["']?([\w.-]+)["']?\s*:/.exec(one) ?? [];
    if (!isInside || name === undefined) continue;
    indent ??= blanks.length;
    if (blanks.length !== indent) continue;
    const start = { line, column: one.indexOf(name) };
    services.push({
      name: name.toLowerCase(),
      range: { start, end: { line, column: start.column + name.length } },
    });
  }
  return services;
}
