import { lineStarts, positionAt } from '../../model/lineAt.ts';
import type { TextRange } from '../../model/textRange.ts';
import type { Definition, Definitions } from '../cause.ts';
import { destinationsIn } from '../destinations.ts';
import type { Assigned } from './assigned.ts';
import { composeNames } from './composeNames.ts';
import { type ContextNames, noContextNames } from './contextNames.ts';
import { manifestNames } from './manifestNames.ts';
import { servicePorts, type ServicePorts } from './servicePorts.ts';
import { assignmentsInUnit, environmentFilesOf, isUnitFile } from './unitFile.ts';

const composeFile = /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/;
/** Files of lines `NAME=value`. */
const environmentFile = /(^|\/)(\.env(\.[\w-]+)?|[\w.-]+\.env)$/;

/** Files that are no source, and whose text says what names and variables in the source stand for. */
export function isContextFile(path: string): boolean {
  return environmentFile.test(path) || composeFile.test(path) || isUnitFile(path);
}

/** What one file says. */
interface Known extends ContextNames {
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly definitions: readonly Definition[];
}

/** What the context files of a workspace say. Values are kept only where they lead somewhere, and never shown. */
export class ContextFiles {
  readonly #known = new Map<string, Known>();
  /** Made when they are asked for after a change, as they are asked for after each key and for each file. */
  #environmentFiles: ReadonlySet<string> | undefined;
  #byLabel: Definitions | undefined;
  #services: ServicePorts | undefined;

  update(path: string, text: string): void {
    this.remove(path);
    const names = this.#namesIn(path, text);
    if (names === noContextNames && !isContextFile(path)) return;
    this.#forget();
    this.#known.set(path, { ...names, ...defined(path, text, names) });
  }

  remove(path: string): void {
    if (this.#known.delete(path)) this.#forget();
  }

  #forget(): void {
    this.#environmentFiles = undefined;
    this.#byLabel = undefined;
    this.#services = undefined;
  }

  /** Where the files may be that units and compose files name, which are of no language. */
  get environmentFiles(): ReadonlySet<string> {
    return (this.#environmentFiles ??= new Set(
      [...this.#known.values()].flatMap(({ environmentFiles }) => environmentFiles),
    ));
  }

  has(path: string): boolean {
    return this.#known.has(path);
  }

  get variables(): ReadonlyMap<string, readonly string[]> {
    const all = new Map<string, readonly string[]>();
    for (const { variables } of this.#known.values())
      for (const [name, values] of variables) all.set(name, [...(all.get(name) ?? []), ...values]);
    return all;
  }

  get services(): ServicePorts {
    const known = [...this.#known.values()];
    return (this.#services ??= servicePorts(
      known.flatMap(({ services }) => services),
      known.flatMap(({ pods }) => pods),
    ));
  }

  /** Where they are defined: variables by their name, and services by theirs in lower case. */
  get definitions(): Definitions {
    return (this.#byLabel ??= byLabel([...this.#known.values()].flatMap(({ definitions }) => definitions)));
  }

  #namesIn(path: string, text: string): ContextNames {
    if (isUnitFile(path))
      return {
        ...noContextNames,
        environments: [assignmentsInUnit(text)],
        environmentFiles: environmentFilesOf(path, text),
      };
    if (composeFile.test(path)) return composeNames(path, text);
    if (environmentFile.test(path) || this.environmentFiles.has(path))
      return { ...noContextNames, environments: [assignmentsIn(text)] };
    return manifestNames(path, text);
  }
}

/** The variables that lead somewhere, and where they and the services are defined. */
function defined(
  path: string,
  text: string,
  { environments, services }: ContextNames,
): Pick<Known, 'variables' | 'definitions'> {
  const starts = lineStarts(text);
  const all = new Map<string, string[]>();
  const definitions: Definition[] = [];
  for (const environment of environments) {
    for (const [name, values] of variablesOf(environment)) {
      const same = all.get(name);
      if (same === undefined) all.set(name, [...values]);
      else same.push(...values);
      const { at = 0 } = environment.get(name) ?? {};
      definitions.push({ file: path, range: rangeAt(starts, at, name.length), label: name });
    }
  }
  for (const { name, at } of services)
    definitions.push({ file: path, range: rangeAt(starts, at, name.length), label: name });
  return { variables: all, definitions };
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

/** `NAME=value`, `NAME: value`; a host and a port in two variables of one prefix are one. */
export function variablesIn(text: string): ReadonlyMap<string, readonly string[]> {
  return variablesOf(assignmentsIn(text));
}

function variablesOf(values: ReadonlyMap<string, Assigned>): ReadonlyMap<string, readonly string[]> {
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
function assignmentsIn(text: string): ReadonlyMap<string, Assigned> {
  const values = new Map<string, Assigned>();
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
