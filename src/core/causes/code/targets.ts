import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { Definition } from '../cause.ts';
import { destinationsIn, notLookedUp } from '../destinations.ts';
import { type Code, functionAround, oncePerFile } from './code.ts';
import { withConstants } from './constants.ts';

/** More than these in one place say nothing about one line. */
const few = 4;

export interface Targets {
  readonly destinations: readonly string[];
  /** The names in this file that stand for them. */
  readonly definitions: readonly Definition[];
}

/**
 * The destinations of a call: in its own text, in what its names stand for in this file, in the function around it, and at
 * last in the file where it names only one.
 */
export function targetsOf(code: Code, node: SyntaxNode, usualPort?: number): Targets {
  const statement = node.text;
  const own = destinationsIn(statement);
  if (own.length > 0) return here(own.slice(0, few));
  const named = [...new Set(statement.match(/[A-Za-z_$][\w$]*/g) ?? [])]
    .slice(0, 40)
    .flatMap((name) => valuesOfName(code, name));
  const byName = destinationsIn(named.map(({ text }) => text).join('\n')).slice(0, few);
  if (byName.length > 0)
    return {
      destinations: byName,
      definitions: named.filter(({ text }) => destinationsIn(text).some((one) => byName.includes(one))),
    };
  const byConstants = ofConstants(code, statement, usualPort);
  if (byConstants !== undefined) return byConstants;
  const around = functionAround(code, node);
  const near = around === undefined ? [] : destinationsOf(code, around);
  if (near.length > 0) return here(near.length <= few ? near : []);
  const nearConstants =
    around === undefined || around.id === node.id ? undefined : constantsNear(code, around);
  if (nearConstants !== undefined) return nearConstants;
  const all = destinationsOf(code, code.root);
  // A name somewhere in a file is as likely that of a page about it.
  return here(
    all.length === 1 && all.every((one) => /^(localhost|\d+(\.\d+){3}|\[.*\]):/.test(one)) ? all : [],
  );
}

/** The first text in quotes that is given to a call or a host. */
const namedHost = new RegExp(`(?:\\bhost\\w*["']?\\s*(?:=>|=|:)|\\()\\s*${notLookedUp}["']([\\w.-]+)["']`);

/** Where host and port, or parts of a URL, are constants of the file; or the host, and the port goes without saying. */
function ofConstants(code: Code, statement: string, usualPort?: number): Targets | undefined {
  const { text, used } = withConstants(code, statement);
  const found = destinationsIn(text);
  const [, host] = namedHost.exec(text) ?? [];
  const destinations =
    found.length === 0 && usualPort !== undefined && host !== undefined
      ? [`${host}:${String(usualPort)}`]
      : found;
  if (destinations.length === 0 || destinations.length > few) return undefined;
  return {
    destinations,
    definitions: used
      .filter(({ value }) =>
        destinations.some((one) => one.includes(value.toLowerCase()) || destinationsIn(value).includes(one)),
      )
      .map(({ name, at }) => ({
        file: code.file.path,
        label: name,
        range: code.file.range(at, at + name.length),
      })),
  };
}

const knownNear = oncePerFile(() => new Map<number, Targets | undefined>());

/** Of a function, however many calls are in it. */
function constantsNear(code: Code, around: SyntaxNode): Targets | undefined {
  const known = knownNear(code);
  if (!known.has(around.id)) known.set(around.id, ofConstants(code, withoutComments(code, around)));
  return known.get(around.id);
}

function here(destinations: readonly string[]): Targets {
  return { destinations, definitions: [] };
}

const knownDestinations = oncePerFile(() => new Map<number, readonly string[]>());

/** Those of a function, or of the file. */
function destinationsOf(code: Code, node: SyntaxNode): readonly string[] {
  const known = knownDestinations(code);
  const found = known.get(node.id) ?? destinationsIn(withoutComments(code, node));
  known.set(node.id, found);
  return found;
}

/** A link in a comment is no destination. */
function withoutComments(code: Code, { startIndex, endIndex }: SyntaxNode): string {
  return blanked(code).slice(startIndex, endIndex);
}

/** The text of the file with blanks for its comments. */
const blanked = oncePerFile(({ file: { text }, root }) => {
  const comments = root
    .descendantsOfType(['comment', 'line_comment', 'block_comment', 'expression_statement'])
    .filter(({ type, namedChildren }) => type !== 'expression_statement' || isDocstring(namedChildren));
  const parts: string[] = [];
  let at = 0;
  for (const { startIndex, endIndex } of comments) {
    if (startIndex < at) continue; // within the one before
    parts.push(text.slice(at, startIndex), text.slice(startIndex, endIndex).replace(/[^\n]/g, ' '));
    at = endIndex;
  }
  return `${parts.join('')}${text.slice(at)}`;
});

/** Python's comments on a function are strings that stand alone. */
function isDocstring([only, ...more]: readonly SyntaxNode[]): boolean {
  return only?.type === 'string' && more.length === 0;
}

type Value = Definition & { readonly text: string };

/** Where each name stands that may be given a value there. */
const nameOffsets = oncePerFile((code) => {
  const offsets = new Map<string, number[]>();
  for (const { 0: name, index } of blanked(code).matchAll(/(?<=^|[\s({,;])[A-Za-z_$][\w$]*/gm)) {
    const known = offsets.get(name);
    if (known === undefined) offsets.set(name, [index]);
    else known.push(index);
  }
  return offsets;
});
const knownValues = oncePerFile(() => new Map<string, readonly Value[]>());
/** Not `name::` of a path, `https://` or a comparison. */
const givesValue = /[^=:\n]{0,40}(?:=>|:?=(?!=)|:(?!:|\/\/))[^\n]{0,500}/y;

/** The lines that give a name its value, with the default of an environment variable: `URL = os.getenv("URL", "http://…")`. */
function valuesOfName(code: Code, name: string): readonly Value[] {
  const known = knownValues(code);
  const found = known.get(name) ?? valuesIn(code, name);
  known.set(name, found);
  return found;
}

function valuesIn(code: Code, name: string): readonly Value[] {
  const { path } = code.file;
  const text = blanked(code);
  const values: Value[] = [];
  let end = 0;
  for (const at of nameOffsets(code).get(name) ?? []) {
    if (at < end) continue; // on the line of the one before
    givesValue.lastIndex = at + name.length;
    if (!givesValue.test(text)) continue;
    end = givesValue.lastIndex;
    const range = code.file.range(at, at + name.length);
    values.push({ text: text.slice(at, end), file: path, label: name, range });
    if (values.length === 5) break;
  }
  return values;
}
