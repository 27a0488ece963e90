import { type Code, oncePerFile } from './code.ts';

/** A constant of a file, written where it is used: `http://${HOST}:${PORT}/` becomes `http://10.0.0.5:8080/`. */
export interface Constant {
  readonly name: string;
  /** Text or digits, without quotes. */
  readonly value: string;
  /** The offset of the name where it gets its value. */
  readonly at: number;
}

/** Names of names: `URL = f"http://{HOST}/"` and `HOST = "a"` are two. */
const maxDepth = 3;
const maxNames = 60;
const keywords =
  /^(return|const|let|var|func|function|def|self|this|new|await|async|if|else|for|while|import|from|static|final|public|private|void|int|char|string|String|true|false|null|nil|None|err|http|https|tcp)$/;

/** The text with the values of the names in it that the file gives exactly one, and those names. */
export function withConstants(
  code: Code,
  text: string,
): { readonly text: string; readonly used: readonly Constant[] } {
  const used = new Map<string, Constant>();
  const tried = new Set<string>();
  let known = text;
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const names = [...new Set(known.match(/[A-Za-z_]\w*/g) ?? [])]
      .filter((name) => !tried.has(name) && !keywords.test(name))
      .slice(0, maxNames);
    for (const name of names) tried.add(name);
    const found = new Map(
      names.flatMap((name) => {
        const constant = constantOf(code, name);
        return constant === undefined ? [] : [[name, constant] as const];
      }),
    );
    if (found.size === 0) break;
    known = written(known, found, used);
  }
  return { text: joined(known), used: [...used.values()] };
}

/** Where each name is given something: of the name, and of what follows. */
interface Place {
  readonly at: number;
  readonly valueAt: number;
}

/** A name and, in what is only looked at, all up to its value. No blank can be taken in two ways: the time stays linear. */
const given =
  /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)(?=([ \t]+))|\bdefine[ \t]*\([ \t]*["']([A-Za-z_]\w*)(?=(["'][ \t]*,))|(?<=^|[\s({,;$])([A-Za-z_]\w*)(?=([ \t]*(?::(?![:=>])[ \t]*[&'\w<>]+(?:[ \t]+[&'\w<>]+)*[ \t]*)?(?::?=(?![=>~])|=>)))/gm;

const placesGiven = oncePerFile(({ file }) => {
  const places = new Map<string, Place[]>();
  for (const found of file.text.matchAll(given)) {
    const name = found[1] ?? found[3] ?? found[5] ?? '';
    const end = found.index + found[0].length;
    const place = {
      at: end - name.length,
      valueAt: end + (found[2] ?? found[4] ?? found[6] ?? '').length,
    };
    const known = places.get(name);
    if (known === undefined) places.set(name, [place]);
    else known.push(place);
  }
  return places;
});
const knownConstants = oncePerFile(() => new Map<string, Constant | undefined>());

function constantOf(code: Code, name: string): Constant | undefined {
  const known = knownConstants(code);
  if (!known.has(name)) known.set(name, onlyValue(code, name));
  return known.get(name);
}

/** A longer line is no address that somebody wrote. */
const restOfLine = /[^\n;]{0,500}(?![^\n;])/y;

function onlyValue(code: Code, name: string): Constant | undefined {
  const { text, language } = code.file;
  let first: Constant | undefined;
  let end = 0;
  for (const { at, valueAt } of placesGiven(code).get(name) ?? []) {
    if (at < end) continue; // within what the name was given before
    restOfLine.lastIndex = valueAt;
    const rest = restOfLine.exec(text)?.[0] ?? '';
    end = valueAt + rest.length;
    const value = literalOf(rest, language === 'shell');
    if (value === undefined) continue;
    if (first !== undefined && first.value !== value) return undefined;
    first ??= { name, value, at };
  }
  return first;
}

/** A literal, or the one that an environment variable or an expression falls back to. */
function literalOf(text: string, isShell: boolean): string | undefined {
  const value = text.trim();
  const quoted = /^[($@]*(?:[frbu]|&)?(["'`])(.*?)\1(?!\s*[,)]\s*["'\w])/i.exec(value);
  if (quoted?.[2] !== undefined && isUseful(quoted[2])) return quoted[2];
  const plain = /^\(?(\d{2,5})\b(?![.\d])/.exec(value)?.[1];
  if (plain !== undefined) return plain;
  if (isShell) return /^(?:\$\{\w+:-)?([\w.:/-]+)\}?(?=\s|$)/.exec(value)?.[1];
  const fallback =
    /(?:environ\.get|getenv|ENV\.fetch|env|unwrap_or(?:_else)?|\|\||\?\?|\?:|\bor\b|,)\D*?(?:(["'`])([^"'`]+)\1|\b(\d{2,5})\b)[)\s,}]*$/.exec(
      value,
    );
  const last = fallback?.[2] ?? fallback?.[3];
  return last !== undefined && isUseful(last) ? last : undefined;
}

/** A host, a port, or the address of something: other texts lead nowhere. */
function isUseful(value: string): boolean {
  return value.length < 200 && /^[\w.-]+$|:\/\/|^[\w.-]+:\d+$|^\[[\da-f:]+\]/i.test(value);
}

/** Writes the values of all names at once, and notes which of them it found. */
function written(text: string, values: ReadonlyMap<string, Constant>, used: Map<string, Constant>): string {
  const valueOf = (name: string): string | undefined => {
    const constant = values.get(name);
    if (constant !== undefined) used.set(name, constant);
    return constant?.value;
  };
  return (
    text
      // In a template, and between the parts of an address.
      .replace(/[$#]?\{\s*(?:\w+\.)*\$?([A-Za-z_]\w*)\s*\}/g, (whole, name: string) => valueOf(name) ?? whole)
      .replace(
        /(?<=[/:"'])\$([A-Za-z_]\w*)|\$([A-Za-z_]\w*)\b(?=[/:"'])/g,
        (whole, after?: string, before?: string) => valueOf(after ?? before ?? '') ?? whole,
      )
      // Not the name of an argument or of a field: `host=HOST`, `{ host: HOST }`.
      .replace(
        /(?<![\w"'/-])\$?\w+(?:(?:\.|->|::)\$?\w+)*\b(?!\s*(?::?=(?!=)|:(?!:)|\(|["']))/g,
        (path: string) => {
          const parts = path.split(/(\.|->|::)/);
          const at = parts.findIndex((part) => values.has(part.replace('$', '')));
          if (at < 0) return path;
          const value = valueOf((parts[at] ?? '').replace('$', '')) ?? '';
          return [/^\d+$/.test(value) ? value : `"${value}"`, ...parts.slice(at + 1)].join('');
        },
      )
  );
}

/** `"http://" + "10.0.0.5" + ":" + 8080 + "/"` is one text. */
function joined(text: string): string {
  return text
    .replace(/["']\s*[+.]\s*(?:String\(|str\()?(\d{1,5})\)?(?:\.to_s)?\s*[+.]\s*["']/g, '$1')
    .replace(/["']\s*[+.]\s*["']/g, '')
    .replace(/["']\s*\+\s*(?:String\(|str\()?(\d{1,5})\)?/g, '$1"');
}
